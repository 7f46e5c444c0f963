import type { Store } from '../store/store.ts';

/** What every act of a vote is handed: where outcomes are kept, and the two edges of the world. */
export interface VotingParts {
  readonly store: Store;
  /** ms since the epoch */
  readonly now: () => number;
  /** From the operating system; nothing here may be guessed (TICKET-1). */
  readonly randomBytes: (size: number) => Uint8Array;
}
