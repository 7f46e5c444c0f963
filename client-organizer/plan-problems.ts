import { checkPlan, issued, type MeetingPlan, type TicketCounts } from '../shared/meeting.ts';
import { groupMark } from '../shared/rule.ts';
import { refusalText } from './api.ts';

/** Where on the page a problem is to be mended. */
export type PlanPart = 'facts' | 'presenters' | 'grades' | 'groups' | 'items' | 'publishing';

export interface PlanProblem {
  readonly part: PlanPart;
  readonly text: string;
}

/** [RULE-1] All that keeps the plan from being voted on, each with the part of the page it belongs to. */
export function planProblems(plan: MeetingPlan): readonly PlanProblem[] {
  return checkPlan(plan).map((refusal) => ({
    part: partOf(refusal.field ?? ''),
    text: refusalText(refusal),
  }));
}

/** By the ending of the field's name, since a label that someone typed stands before it. */
function partOf(field: string): PlanPart {
  if (field.endsWith('述职人')) return 'presenters';
  if (field.endsWith('测评等次') || field.endsWith('”分值')) return 'grades';
  if (/票类(权重(合计)?)?$/.test(field)) return 'groups';
  if (/(测评项目|比重分值(合计)?)$/.test(field)) return 'items';
  if (field === '小数位数') return 'publishing';
  return 'facts';
}

export function problemsIn(
  problems: readonly PlanProblem[],
  ...parts: readonly PlanPart[]
): readonly string[] {
  return problems.filter(({ part }) => parts.includes(part)).map(({ text }) => text);
}

/** Below this, the difference of two frames of a live screen may be one voter's marks. */
const SAFE_GROUP_TICKETS = 10;

/** [SECRET-3] Groups that have tickets, but so few that a live screen could give a voter away. */
export function smallGroups(
  plan: MeetingPlan,
  tickets: readonly TicketCounts[],
): readonly string[] {
  return plan.rule.groups.flatMap((group, index) => {
    const counts = tickets[index];
    const count = counts === undefined ? 0 : issued(counts);
    return count > 0 && count < SAFE_GROUP_TICKETS
      ? [`${groupMark(index)}（${group.label}）${count} 张`]
      : [];
  });
}
