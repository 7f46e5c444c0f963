import type { Cast, CastOutcome } from '../store.ts';
import { type CastAnswer, CastGroup } from './cast-group.ts';
import { JournalCut } from './journal.ts';
import type { Shelf } from './shelf.ts';

interface Waiting {
  readonly cast: Cast;
  readonly resolve: (outcome: CastOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * [CAST-1, CAST-2] Casts that arrive within the same turn of the event loop share one commit, and
 * are answered after it. While the disk writes, the loop stands still and the next ones gather, so
 * that groups grow with the load and a single cast never waits for company.
 */
export class Casting {
  readonly #shelf: Shelf;
  readonly #journal: JournalCut;
  #waiting: Waiting[] = [];

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#journal = new JournalCut(shelf.database);
  }

  cast(cast: Cast): Promise<CastOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ cast, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Commits what waits, and hears of no cast any more. */
  stop(): void {
    this.flush();
    this.#journal.stop();
  }

  /** Commits and answers what waits. Comes before every other change: first come, first served. */
  flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    try {
      const group = new CastGroup(this.#shelf);
      const answers = group.commit(waiting.map(({ cast }) => cast));
      this.#journal.due();
      waiting.forEach((one, index) => {
        answer(one, answers[index] as CastAnswer);
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}

function answer({ resolve, reject }: Waiting, given: CastAnswer): void {
  if (given instanceof Error) reject(given);
  else resolve(given);
}
