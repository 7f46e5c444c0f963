import { issued } from '../../shared/meeting.ts';
import type { ResultVoidedRound } from '../../shared/protocol/result-table.ts';
import type { VotingParts } from '../voting/parts.ts';

type VoidedRound = Awaited<ReturnType<VotingParts['store']['readVoidedRounds']>>[number];

/** [PHASE-5] With the labels that the groups had then: a draft between two rounds may change them. */
export function resultVoidedRound({
  round,
  voidedAt,
  reason,
  meeting,
  tickets,
  tally,
}: VoidedRound): ResultVoidedRound {
  const groups = meeting.plan.rule.groups.map(({ label }, group) => ({
    label,
    issued: tickets[group] === undefined ? 0 : issued(tickets[group]),
    returned: tally.returned[group] ?? 0,
  }));
  return { round, voidedAt, reason, groups };
}
