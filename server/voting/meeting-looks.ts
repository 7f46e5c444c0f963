import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingState } from '../store/store.ts';
import { withoutStaleBox } from './live-display.ts';
import { refuseOlderData } from './older-data.ts';
import type { VotingParts } from './parts.ts';
import { toldRevision } from './told-revision.ts';

export interface Look {
  readonly state: MeetingState;
  /** What was counted from what was seen before may be of ballots that are gone. */
  readonly isOfOlderData: boolean;
}

/**
 * [PHASE-7] Reads meetings, and holds what is found against what pages were told, for as long as this
 * process runs: a store that other processes use as well may get older data put back under a server
 * that goes on running, so that no console comes back to show what it has seen.
 */
export class MeetingLooks {
  readonly #parts: VotingParts;
  readonly #told = new Map<MeetingId, number>();

  constructor(parts: VotingParts) {
    this.#parts = parts;
  }

  /** The meeting as it is, halted by then where it is older than what was told; null for none. */
  async at(id: MeetingId): Promise<Look | null> {
    // Of before the look: what is told during it may be newer than what is read.
    const seen = this.#told.get(id) ?? 0;
    const state = await this.#read(id);
    if (state === null) return null;
    if (toldRevision(state) >= seen) return { state, isOfOlderData: false };
    await refuseOlderData(this.#parts, id, seen);
    const halted = await this.#read(id);
    return halted === null ? null : { state: halted, isOfOlderData: true };
  }

  /** To be called whenever a page is told a moment. */
  told(state: MeetingState): void {
    this.#told.set(state.meeting.id, toldRevision(state));
  }

  /** To be called when there is no such meeting any more: another may be imported under its id. */
  forget(id: MeetingId): void {
    this.#told.delete(id);
  }

  async #read(id: MeetingId): Promise<MeetingState | null> {
    const state = await this.#parts.store.readMeeting(id);
    return state === null ? null : withoutStaleBox(state);
  }
}
