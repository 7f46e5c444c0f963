import type { ResultTable } from '../../shared/protocol/result-table.ts';
import {
  across,
  asEntered,
  count,
  heading,
  line,
  type PrintedSheet,
  type SheetRow,
  text,
} from './cells.ts';
import { headlines } from './headlines.ts';
import { scoreHeadings, scoreRows } from './score-rows.ts';

const LEFT = { align: 'left', wrap: true } as const;

/** 测评结果汇总表: attendance and ballots by group, every count, the rule in words, sign-off lines. */
export function summarySheet(table: ResultTable): PrintedSheet {
  const grades = table.meeting.plan.rule.grades;
  const columns = 12 + 2 * grades.length;
  const above = [...headlines(table, '测评结果汇总表', columns), ...turnoutRows(table), []];
  const headings = scoreHeadings(grades);
  const sheet: PrintedSheet['sheet'] = {
    sheet: '汇总表',
    data: [
      ...above,
      ...headings,
      ...scoreRows(table),
      [],
      across(line('说明：', { fontWeight: 'bold' }), columns),
      ...table.notes.map((note, index) => across(line(`${index + 1}．${note}`, LEFT), columns)),
      [],
      ...signOffRows(table, columns),
    ],
    columns: [5, 10, 22, 19, 13, ...grades.flatMap(() => [6, 10]), 8, 6, 9, 8, 9, 10, 6].map(
      (width) => ({ width }),
    ),
    orientation: 'landscape',
  };
  return { sheet, headingRows: [above.length + 1, above.length + headings.length] };
}

/** The columns of the block stand under those of the table: 票类 is three wide. */
function turnoutRows({ groups }: ResultTable): SheetRow[] {
  const headings = ['权重', '应到', '实到', '发出', '收回', '有效票', '弃权票'];
  const all = {
    expected: sumOrNull(groups.map(({ expected }) => expected)),
    present: sumOrNull(groups.map(({ present }) => present)),
    issued: sum(groups.map(({ issued }) => issued)),
    returned: sum(groups.map(({ returned }) => returned)),
    valid: sum(groups.map(({ valid }) => valid)),
    blank: sum(groups.map(({ blank }) => blank)),
  };
  return [
    [...across(heading('票类'), 3), ...headings.map((label) => heading(label))],
    ...groups.map((group) => [
      ...across(text(`${group.label}（${group.mark}）`), 3),
      asEntered(group.weight, '"%"'),
      ...turnoutCells(group),
    ]),
    [...across(text('合计'), 3), asEntered('100', '"%"'), ...turnoutCells(all)],
  ];
}

type Turnout = Pick<
  ResultTable['groups'][number],
  'expected' | 'present' | 'issued' | 'returned' | 'valid' | 'blank'
>;

function turnoutCells({ expected, present, issued, returned, valid, blank }: Turnout): SheetRow {
  return [expected, present, issued, returned, valid, blank].map((value) => count(value));
}

/** Unknown as long as one part is: a sum of what happens to be entered would mislead. */
function sumOrNull(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? sum(known) : null;
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}

function signOffRows({ meeting }: ResultTable, columns: number): SheetRow[] {
  const { scrutineers, teller, host } = meeting.papers;
  return [
    `监票人：${signature(scrutineers[0])}　　监票人：${signature(scrutineers[1])}`,
    `计票人：${signature(teller)}　　主持人：${signature(host)}`,
    '（盖章）　　　　日期：　　　　年　　　月　　　日',
  ].map((words) => across(line(words, { ...LEFT, height: 28 }), columns));
}

function signature(name: string): string {
  return `${name}（签字）________________`;
}
