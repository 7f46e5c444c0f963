import type { MeetingId } from '../../shared/identifiers.ts';
import { checkBox } from './box-check.ts';
import type { VotingParts } from './parts.ts';

/**
 * [PHASE-3, PHASE-6] Before the doors open after a start: every box is counted anew and held
 * against its tally, closed ones too, since a crash may have come between closing and counting.
 * Returns the votes that are running.
 */
export async function resumeMeetings(parts: VotingParts): Promise<readonly MeetingId[]> {
  const meetings = await parts.store.listMeetings();
  const started = meetings.filter(({ phase }) => phase !== 'draft');
  for (const { id } of started) await checkBox(parts, id);
  return started.filter(({ phase }) => phase !== 'closed').map(({ id }) => id);
}
