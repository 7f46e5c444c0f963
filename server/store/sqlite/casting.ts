import type { Cast, CastOutcome, Store } from '../store.ts';
import { type CastAnswer, CastGroup } from './cast-group.ts';
import { JournalCut } from './journal.ts';
import type { Shelf } from './shelf.ts';

type CommitListener = Parameters<Store['onCommit']>[0];

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
  readonly #listeners = new Set<CommitListener>();
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

  listen(listener: CommitListener): () => void {
    const own: CommitListener = (commit) => listener(commit);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
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
      const begun = performance.now();
      const answers = group.commit(waiting.map(({ cast }) => cast));
      const seconds = (performance.now() - begun) / 1000;
      this.#journal.due();
      const casts = answers.filter((given) => !(given instanceof Error)).length;
      if (group.hasBallots) this.#tell({ casts, seconds });
      waiting.forEach((one, index) => {
        answer(one, answers[index] as CastAnswer);
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /** In a microtask, so that a listener that throws cannot undo what is durable already. */
  #tell(commit: Parameters<CommitListener>[0]): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener(commit);
      });
  }
}

function answer({ resolve, reject }: Waiting, given: CastAnswer): void {
  if (given instanceof Error) reject(given);
  else resolve(given);
}
