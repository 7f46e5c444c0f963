import type { Tally } from '../../shared/tally.ts';
import type { MeetingState } from '../store/store.ts';

/** A meeting as the rooms may tell it, all of one moment. */
export interface LiveMoment {
  readonly state: MeetingState;
  /** What the display lets be seen of the tally (SECRET-3). */
  readonly shown: Tally;
  readonly interrupted: boolean;
  /** When the announced closing falls due, in ms of `steadyNow`; null when none is announced. */
  readonly closingDueAt: number | null;
}
