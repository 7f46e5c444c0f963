import type { Meeting } from '../../shared/meeting.ts';
import { castRequestSchema, MOST_MARKS } from '../../shared/protocol/schemas/voter.ts';
import type {
  CastRequest,
  VoterPaper,
  VoterStatus,
  VoterTicket,
} from '../../shared/protocol/voter.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { groupMark } from '../../shared/rule.ts';
import { leftMs } from '../voting/countdowns.ts';
import type { LiveMoment } from '../voting/live-moment.ts';

/** The empty ballot. No weight, share or figure is in it: a phone never learns a tally. */
export function paperOf({ id, plan }: Meeting): VoterPaper {
  return {
    meeting: id,
    title: plan.title,
    unit: plan.unit,
    presenters: plan.presenters,
    items: plan.rule.items.map(({ label }) => label),
    grades: plan.rule.grades.map(({ label }) => label),
    blank: plan.rule.blank,
  };
}

export function statusOf({ state, interrupted, closingDueAt }: LiveMoment): VoterStatus {
  const { phase, round, rehearsal, alarm } = state.meeting;
  return {
    phase,
    round,
    rehearsal,
    closingInMs: leftMs(closingDueAt),
    interrupted,
    halted: alarm !== null,
  };
}

export function ticketOf(
  { plan }: Meeting,
  group: number,
  state: VoterTicket['state'],
): VoterTicket {
  const groupLabel = plan.rule.groups[group]?.label ?? '';
  return { state, groupMark: groupMark(group), groupLabel };
}

/** [CAST-5] The request's shape; too many marks have a name of their own, everything else is `bad_request`. */
export function readCast(request: unknown): Result<CastRequest> {
  const parsed = castRequestSchema.safeParse(request);
  if (parsed.success) return ok(parsed.data);
  return refuse(marksOverflow(request) ? 'marks_extra' : 'bad_request');
}

function marksOverflow(request: unknown): boolean {
  if (typeof request !== 'object' || request === null || !('marks' in request)) return false;
  return Array.isArray(request.marks) && request.marks.length > MOST_MARKS;
}
