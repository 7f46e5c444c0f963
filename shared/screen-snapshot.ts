import { issued, type Meeting, type TicketCounts } from './meeting.ts';
import { percentages } from './percent.ts';
import type { Distribution, ScreenResult, ScreenSnapshot } from './protocol/screen.ts';
import { groupMark, type Rule } from './rule.ts';
import { type PresenterScore, roundHalfUp, scoreTally } from './score.ts';
import type { Tally } from './tally.ts';

/** What the snapshot is made of; all of it of one moment. */
export interface ScreenMoment {
  readonly meeting: Meeting;
  readonly revision: number;
  readonly tickets: readonly TicketCounts[];
  /** Everything in the box. */
  readonly actual: Tally;
  /** What the display lets be seen; the same as `actual` but in `batched` (SECRET-3). */
  readonly shown: Tally;
  readonly interrupted: boolean;
  /** Until an announced closing. */
  readonly closingInMs: number | null;
}

/** [SCREEN-1, SCREEN-2, SECRET-3] What a screen may know at this moment, and nothing beyond it. */
export function screenSnapshot(moment: ScreenMoment): ScreenSnapshot {
  const { meeting, actual, shown, tickets } = moment;
  const { plan } = meeting;
  const figures = meeting.phase === 'closed' ? actual : shown;
  const scores = resultsHidden(meeting) ? null : scoreTally(plan.rule, figures);
  const publicUntil = scores === null ? new Set<number>() : publicPresenters(meeting, scores);
  return {
    meeting: meeting.id,
    revision: moment.revision,
    title: plan.title,
    unit: plan.unit,
    place: plan.place,
    heldOn: plan.heldOn,
    phase: meeting.phase,
    roundShown: meeting.voidedRounds + 1,
    rehearsal: meeting.rehearsal,
    display: plan.display,
    closingInMs: moment.closingInMs,
    interrupted: moment.interrupted,
    halted: meeting.alarm !== null,
    grades: plan.rule.grades,
    items: plan.rule.items,
    rule: {
      blank: plan.rule.blank,
      emptyGroup: plan.rule.emptyGroup,
      decimals: plan.rule.decimals,
    },
    groups: plan.rule.groups.map((group, index) => ({
      label: group.label,
      mark: groupMark(index),
      weight: group.weight,
      issued: tickets[index] === undefined ? 0 : issued(tickets[index]),
      returned: actual.returned[index] ?? 0,
      shown: scores === null ? 0 : (figures.returned[index] ?? 0),
    })),
    presenters: plan.presenters.map((presenter, index) => {
      const score = publicUntil.has(index) ? scores?.[index] : undefined;
      return {
        ...presenter,
        result:
          score === undefined
            ? null
            : presenterResult(plan.rule, score, meeting.phase === 'closed'),
      };
    }),
    revealed: meeting.revealed,
  };
}

/** An alarm hides all results; `turnout` hides them until the host reveals. */
function resultsHidden(meeting: Meeting): boolean {
  if (meeting.alarm !== null) return true;
  return meeting.plan.display === 'turnout' && meeting.phase !== 'closed';
}

/**
 * Whose results are public: all while open; after closing as many as are revealed, from the last
 * rank upwards, equal ranks in the order of the ballot, those without a rank first.
 */
function publicPresenters(
  meeting: Meeting,
  scores: readonly PresenterScore[],
): ReadonlySet<number> {
  const everyone = scores.map((_, index) => index);
  if (meeting.phase !== 'closed') return new Set(everyone);
  const rankOf = (index: number) => scores[index]?.rank ?? Number.POSITIVE_INFINITY;
  const fromLast = everyone.sort((one, other) => {
    if (rankOf(one) === rankOf(other)) return one - other;
    return rankOf(other) > rankOf(one) ? 1 : -1;
  });
  return new Set(fromLast.slice(0, meeting.revealed));
}

function presenterResult(rule: Rule, score: PresenterScore, closed: boolean): ScreenResult {
  const groups = rule.groups.map((_, group) =>
    distribution(
      rule,
      score.items.map((item) => item.groups[group]),
    ),
  );
  return {
    groups,
    all: distribution(rule, groups),
    groupScores: score.groups.map((group) =>
      group === null ? null : roundHalfUp(group, rule.decimals),
    ),
    score: score.score,
    rank: closed ? score.rank : null,
    missingGroups: rule.groups
      .filter((_, group) => score.groups[group] === null)
      .map(({ label }) => label),
  };
}

/** Adds up counts of several cells; the percentages are made once, from the sums. */
function distribution(
  rule: Rule,
  parts: readonly (Pick<Distribution, 'counts' | 'blank'> | undefined)[],
): Distribution {
  const counts = rule.grades.map((_, grade) =>
    parts.reduce((sum, part) => sum + (part?.counts[grade] ?? 0), 0),
  );
  return {
    counts,
    blank: parts.reduce((sum, part) => sum + (part?.blank ?? 0), 0),
    valid: counts.reduce((sum, count) => sum + count, 0),
    percents: percentages(counts),
  };
}
