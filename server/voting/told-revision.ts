import type { MeetingState } from '../store/store.ts';

/** [PHASE-7] The revision that consoles and screens are told: never falls, whatever was put back. */
export function toldRevision({
  meeting,
  revision,
}: Pick<MeetingState, 'meeting' | 'revision'>): number {
  return revision + meeting.revisionLead;
}
