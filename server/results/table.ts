import { issued, type Meeting, type TicketCounts } from '../../shared/meeting.ts';
import { percentages } from '../../shared/percent.ts';
import type {
  ResultCell,
  ResultGroup,
  ResultItem,
  ResultPresenter,
  ResultTable,
  ResultVoidedRound,
} from '../../shared/protocol/result-table.ts';
import { groupMark, type Rule } from '../../shared/rule.ts';
import {
  type CellScore,
  type ItemScore,
  type PresenterScore,
  roundHalfUp,
  scoreTally,
} from '../../shared/score.ts';
import type { Tally } from '../../shared/tally.ts';
import { resultNotes } from './notes.ts';

/** What a table is made of; all of it of one moment. */
export interface ResultMoment {
  readonly meeting: Meeting;
  readonly revision: number;
  readonly tickets: readonly TicketCounts[];
  readonly tally: Tally;
  readonly closedAt: number | null;
  readonly voidedRounds: readonly ResultVoidedRound[];
}

/** [SCORE-1..6] 测评结果汇总表: every figure with its base, and the rule in words below. */
export function resultTable(moment: ResultMoment): ResultTable {
  const { meeting, revision, tickets, tally, closedAt } = moment;
  const { rule, presenters } = meeting.plan;
  const scores = scoreTally(rule, tally);
  return {
    meeting,
    revision,
    tickets,
    closedAt,
    groups: rule.groups.map((_, group) => resultGroup(moment, group)),
    presenters: presenters.map((presenter, index) => ({
      ...presenter,
      ...resultPresenter(rule, scores[index] as PresenterScore),
    })),
    notes: resultNotes(rule),
    roundShown: meeting.voidedRounds + 1,
    voidedRounds: moment.voidedRounds,
  };
}

function resultGroup({ meeting, tickets, tally }: ResultMoment, group: number): ResultGroup {
  const { label = '', weight = '0' } = meeting.plan.rule.groups[group] ?? {};
  const attendance = meeting.papers.attendance[group];
  const counts = tickets[group];
  const returned = tally.returned[group] ?? 0;
  const blank = tally.blank[group] ?? 0;
  return {
    label,
    mark: groupMark(group),
    weight,
    expected: attendance?.expected ?? null,
    present: attendance?.present ?? null,
    issued: counts === undefined ? 0 : issued(counts),
    returned,
    valid: returned - blank,
    blank,
  };
}

function resultPresenter(
  rule: Rule,
  scored: PresenterScore,
): Omit<ResultPresenter, 'name' | 'unit' | 'post'> {
  return {
    items: scored.items.map((item, index) => resultItem(rule, item, index)),
    groupScores: scored.groups.map((score) => published(score, rule)),
    score: scored.score,
    exact: scored.exact === null ? null : scored.exact.toFraction(),
    rank: scored.rank,
    missingGroups: rule.groups
      .filter((_, group) => scored.groups[group] === null)
      .map(({ label }) => label),
  };
}

function resultItem(rule: Rule, item: ItemScore, index: number): ResultItem {
  const { label = '', share = '0' } = rule.items[index] ?? {};
  return {
    label,
    share,
    groups: item.groups.map((cell) => resultCell(rule, cell)),
    score: published(item.score, rule),
  };
}

function resultCell(rule: Rule, { counts, valid, blank, score }: CellScore): ResultCell {
  return { counts, percents: percentages(counts), valid, blank, score: published(score, rule) };
}

/** [SCORE-4] Each published figure is rounded once, from the fraction behind it. */
function published(score: CellScore['score'], rule: Rule): string | null {
  return score === null ? null : roundHalfUp(score, rule.decimals);
}
