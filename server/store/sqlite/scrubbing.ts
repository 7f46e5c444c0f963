import { setImmediate } from 'node:timers/promises';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { StorageUnavailable } from '../store.ts';
import { rewrite, scrubWhatIsDue, shuffleAndCut } from './scrub.ts';
import type { Shelf } from './shelf.ts';

const TRY_AGAIN_MS = 60_000;

/**
 * [SECRET-2] Scrubbing rewrites the file and may find no room for that, when the closing that it
 * follows is durable already. That is no failure of the closing: what is due is tried again each
 * minute, and at the next start.
 *
 * Meetings that are closed in the same turn of the event loop share a rewrite, as votes share a commit:
 * the file is as large as all meetings together, and no vote is taken while it is written.
 */
export class Scrubbing {
  readonly #shelf: Shelf;
  readonly #shuffled = new Set<MeetingId>();
  #shared: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Resolves when the file is rewritten, or once it is known that there is no room for it now. */
  async scrub(id: MeetingId): Promise<void> {
    if (!this.#hasRoom(() => shuffleAndCut(this.#shelf, id))) return;
    this.#shuffled.add(id);
    this.#shared ??= setImmediate().then(() => this.#rewrite());
    await this.#shared;
  }

  scrubWhatIsDue(): void {
    if (!scrubWhatIsDue(this.#shelf)) this.#later();
  }

  /** Rewrites what waits for it. */
  stop(): void {
    this.#rewrite();
    clearTimeout(this.#timer);
  }

  #rewrite(): void {
    const ids = [...this.#shuffled];
    this.#shuffled.clear();
    this.#shared = null;
    if (ids.length > 0) this.#hasRoom(() => rewrite(this.#shelf, ids));
  }

  #hasRoom(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      this.#later();
      return false;
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.scrubWhatIsDue(), TRY_AGAIN_MS).unref();
  }
}
