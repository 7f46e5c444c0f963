import { runCommand } from '../server/voting/commands.ts';
import { createMeeting } from '../server/voting/meetings.ts';
import type { VotingParts } from '../server/voting/parts.ts';
import { mintTickets } from '../server/voting/tickets.ts';
import type { Marks } from '../shared/ballot.ts';
import { ballotSize } from '../shared/ballot.ts';
import type { MeetingId, TicketSecret } from '../shared/identifiers.ts';
import { type MeetingPlan, meetingShape } from '../shared/meeting.ts';
import type { CommandRequest, MeetingDetail } from '../shared/protocol/http.ts';
import type { Result } from '../shared/result.ts';
import { noticePlan } from './notice-plan.ts';

/** For steps of a test that cannot be refused. */
export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result.value;
}

export interface MeetingUnderTest {
  readonly id: MeetingId;
  readonly plan: MeetingPlan;
  /** By group. */
  readonly tickets: readonly (readonly TicketSecret[])[];
  /** A full ballot with one grade throughout. */
  readonly marks: (grade: number) => Marks;
  /** By the server that it was made with; after a restart, `runCommand` with the new parts. */
  readonly command: (request: CommandRequest) => Promise<MeetingDetail>;
}

/** A draft with tickets, `counts` by group. */
export async function prepareMeeting(
  parts: VotingParts,
  counts: readonly number[] = [3, 6],
  change: Partial<MeetingPlan> = {},
): Promise<MeetingUnderTest> {
  const plan = noticePlan(change);
  const { meeting } = must(await createMeeting(parts, plan));
  const minted = must(await mintTickets(parts, meeting.id, counts));
  const cells = ballotSize(meetingShape(plan));
  return {
    id: meeting.id,
    plan,
    tickets: counts.map((_, group) =>
      minted.tickets.filter((ticket) => ticket.group === group).map(({ secret }) => secret),
    ),
    marks: (grade) => Array.from({ length: cells }, () => grade),
    command: async (request) => must(await runCommand(parts, meeting.id, request)),
  };
}

export async function openMeeting(
  ...options: Parameters<typeof prepareMeeting>
): Promise<MeetingUnderTest> {
  const meeting = await prepareMeeting(...options);
  await meeting.command({ command: 'open' });
  return meeting;
}
