import type { ResultMoment } from '../../../../server/results/table.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { type Meeting, type MeetingPlan, newMeeting } from '../../../../shared/meeting.ts';
import { type ScoringCase, tallyFromCounts } from '../../shared/counted-tally.ts';

export const CLOSED_AT = Date.UTC(2021, 0, 15, 2, 32);

/** A closed meeting whose box holds these counts; nobody left a ballot blank. */
export function resultMoment(
  plan: MeetingPlan,
  counts: ScoringCase['counts'],
  change: Partial<Meeting> = {},
): ResultMoment {
  const meeting: Meeting = {
    ...newMeeting('abcdefghijkl' as MeetingId, plan, 0),
    phase: 'closed',
    ...change,
  };
  const tally = tallyFromCounts(plan.rule, counts);
  const cells = counts[0]?.[0] ?? [];
  const returned = cells.map((cell) => cell.reduce((sum, votes) => sum + votes, 0));
  tally.returned.set(returned);
  const tickets = returned.map((spent) => ({ minted: spent + 3, fresh: 2, spent, voided: 1 }));
  return { meeting, revision: 7, tickets, tally, closedAt: CLOSED_AT, voidedRounds: [] };
}
