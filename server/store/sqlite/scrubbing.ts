import type { MeetingId } from '../../../shared/identifiers.ts';
import { StorageUnavailable } from '../store.ts';
import { scrub, scrubWhatIsDue } from './scrub.ts';
import type { Shelf } from './shelf.ts';

const TRY_AGAIN_MS = 60_000;

/**
 * [SECRET-2] Scrubbing rewrites the file and may find no room for that, when the closing that it
 * follows is durable already. That is no failure of the closing: what is due is tried again each
 * minute, and at the next start.
 */
export class Scrubbing {
  readonly #shelf: Shelf;
  #timer: NodeJS.Timeout | undefined;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  scrub(id: MeetingId): void {
    try {
      scrub(this.#shelf, [id]);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      this.#later();
    }
  }

  scrubWhatIsDue(): void {
    if (!scrubWhatIsDue(this.#shelf)) this.#later();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.scrubWhatIsDue(), TRY_AGAIN_MS).unref();
  }
}
