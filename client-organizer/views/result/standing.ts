import type {
  ResultGroup,
  ResultPresenter,
  ResultTable,
} from '../../../shared/protocol/result-table.ts';

/** First rank first; equal ranks stay in the order of the ballot, those without a rank come last. */
export function inRankOrder(presenters: readonly ResultPresenter[]): readonly ResultPresenter[] {
  const place = ({ rank }: ResultPresenter) => rank ?? Number.POSITIVE_INFINITY;
  return [...presenters].sort((one, other) =>
    place(one) === place(other) ? 0 : place(one) - place(other),
  );
}

export function unitAndPost({ unit, post }: ResultPresenter): string {
  return [unit, post].filter((part) => part !== '').join(' ');
}

/** [RULE-5] Why someone has no score; empty for someone who has one. */
export function withheldWords({ score, missingGroups }: ResultPresenter): string {
  if (score !== null) return '';
  return missingGroups.length === 0 ? '未计分' : `缺少有效票：${missingGroups.join('、')}`;
}

/** 应到, 实到 … of one group or of all; null while not entered. */
export type Attendance = Pick<
  ResultGroup,
  'expected' | 'present' | 'issued' | 'returned' | 'valid' | 'blank'
>;

/** In all. A people's figure is unknown as long as one group's is: a part must not pass for the whole. */
export function attendanceInAll(groups: readonly ResultGroup[]): Attendance {
  return {
    expected: sumOrNull(groups.map(({ expected }) => expected)),
    present: sumOrNull(groups.map(({ present }) => present)),
    issued: sum(groups.map(({ issued }) => issued)),
    returned: sum(groups.map(({ returned }) => returned)),
    valid: sum(groups.map(({ valid }) => valid)),
    blank: sum(groups.map(({ blank }) => blank)),
  };
}

function sumOrNull(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? sum(known) : null;
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}

/** The title of every paper; a rehearsal is one on paper, too (PHASE-4). */
export function paperTitle({ meeting }: ResultTable, kind: string): string {
  return `${meeting.rehearsal ? '【演练】' : ''}${meeting.plan.title}${kind}`;
}

/** [PHASE-5] Null for a first round. */
export function roundWords({ roundShown }: Pick<ResultTable, 'roundShown'>): string | null {
  return roundShown > 1 ? `第 ${roundShown} 轮测评（此前 ${roundShown - 1} 轮已作废）` : null;
}

/** Unit, time, place and round, as far as they are known. */
export function circumstances(table: ResultTable): readonly string[] {
  const { unit, heldOn, place } = table.meeting.plan;
  const round = roundWords(table);
  return [
    ...(unit === '' ? [] : [`主办单位：${unit}`]),
    ...(heldOn === '' ? [] : [`时间：${heldOn}`]),
    ...(place === '' ? [] : [`地点：${place}`]),
    ...(round === null ? [] : [round]),
  ];
}
