import type { VotingParts } from '../server/voting/parts.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../server/voting/ticket-hashes.ts';
import type { TicketSecret } from '../shared/identifiers.ts';
import { type MeetingUnderTest, openMeeting } from './meeting-under-test.ts';
import { newKey } from './phone.ts';

/** A meeting of which these many tickets voted, by group, each ballot with one grade throughout. */
export async function closedMeeting(
  parts: VotingParts,
  counts: readonly number[] = [4, 6],
  voting: readonly number[] = [3, 5],
): Promise<MeetingUnderTest> {
  const meeting = await openMeeting(parts, counts);
  for (const [group, many] of voting.entries())
    for (const [index, secret] of (meeting.tickets[group] ?? []).slice(0, many).entries())
      await castDirectly(parts, meeting, secret, index % 4);
  await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
  return meeting;
}

/** Without a phone: the store's own act. */
async function castDirectly(
  { store }: VotingParts,
  meeting: MeetingUnderTest,
  secret: TicketSecret,
  grade: number,
): Promise<void> {
  const inner = innerHashOf(secret);
  const commitment = commitmentOf(inner);
  const receipt = receiptOf(commitment, newKey());
  const marks = meeting.marks(grade);
  const { outcome } = await store.cast({
    meeting: meeting.id,
    round: 1,
    commitment,
    inner,
    receipt,
    marks,
  });
  if (outcome !== 'accepted') throw new Error(`not accepted: ${outcome}`);
}
