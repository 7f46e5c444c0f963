import type { StartFigures } from './box-size.ts';
import type { MemoryFigures } from './phone-memory.ts';
import type { VoteParts } from './vote-parts.ts';
import type { ContestFigures } from './vote-throughput.ts';

/** What a whole run found out, as numbers: for what is worked out from it. */
export interface Findings {
  readonly contest: ContestFigures;
  readonly parts: VoteParts;
  readonly memory: MemoryFigures;
  readonly starts: StartFigures;
  /** Ballots in the full box of `starts`. */
  readonly ballots: number;
}
