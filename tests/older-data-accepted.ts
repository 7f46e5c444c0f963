import { readDetail } from '../server/voting/meetings.ts';
import type { VotingParts } from '../server/voting/parts.ts';
import type { MeetingId } from '../shared/identifiers.ts';
import { olderDataOf } from '../shared/older-data.ts';
import type { CommandRequest } from '../shared/protocol/http.ts';
import { must } from './meeting-under-test.ts';

/** What whoever reads the meeting now and accepts its data sends (PHASE-7). */
export async function acceptanceOf(parts: VotingParts, id: MeetingId): Promise<CommandRequest> {
  const shown = olderDataOf(must(await readDetail(parts, id)));
  return { command: 'acceptOlderData', shown, confirmed: true };
}
