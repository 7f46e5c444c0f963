import type { CellObject } from 'write-excel-file/node';
import type {
  ResultItem,
  ResultPresenter,
  ResultTable,
} from '../../shared/protocol/result-table.ts';
import type { Grade } from '../../shared/rule.ts';
import {
  across,
  asEntered,
  count,
  decimal,
  heading,
  percent,
  type SheetRow,
  text,
} from './cells.ts';
import { unitAndPost } from './ranking-sheet.ts';

const BEFORE_GRADES = ['序号', '姓名', '单位职务', '项目（比重分值）', '票类'];
const AFTER_GRADES = ['有效票', '弃权', '该类得分', '权重', '项目得分', '现场测评得分', '名次'];
const TWO_ROWS = { rowSpan: 2 } as const;

/** Two rows: each grade stands over its counts and their share, whose base is named (SCORE-6). */
export function scoreHeadings(grades: readonly Grade[]): SheetRow[] {
  return [
    [
      ...BEFORE_GRADES.map((label) => heading(label, TWO_ROWS)),
      ...grades.flatMap(({ label }) => across(heading(label), 2)),
      ...AFTER_GRADES.map((label) => heading(label, TWO_ROWS)),
    ],
    [
      ...BEFORE_GRADES.map(() => null),
      ...grades.flatMap(() => [heading('票数'), heading('得票率（占有效票）')]),
      ...AFTER_GRADES.map(() => null),
    ],
  ];
}

/** A row for each presenter, item and group; what belongs to several rows spans them. */
export function scoreRows(table: ResultTable): SheetRow[] {
  return table.presenters.flatMap((presenter, index) => {
    const rowSpan = presenter.items.length * table.groups.length;
    return presenter.items.flatMap((item, itemIndex) =>
      itemRows(table, item, {
        before: itemIndex === 0 ? identity(presenter, index, rowSpan) : [null, null, null],
        after: itemIndex === 0 ? outcome(table, presenter, rowSpan) : [null, null],
      }),
    );
  });
}

function identity(presenter: ResultPresenter, index: number, rowSpan: number): SheetRow {
  return [
    count(index + 1, { rowSpan }),
    text(presenter.name, { rowSpan }),
    text(unitAndPost(presenter), { rowSpan }),
  ];
}

function outcome(table: ResultTable, presenter: ResultPresenter, rowSpan: number): SheetRow {
  const bold: Partial<CellObject> = { rowSpan, fontWeight: 'bold' };
  const { score, rank, missingGroups } = presenter;
  return [
    score === null && missingGroups.length > 0
      ? text(`缺少有效票：${missingGroups.join('、')}`, { rowSpan })
      : decimal(score, table.meeting.plan.rule.decimals, bold),
    rank === null ? text('—', { rowSpan }) : count(rank, bold),
  ];
}

function itemRows(
  { groups, meeting }: ResultTable,
  item: ResultItem,
  edges: { readonly before: SheetRow; readonly after: SheetRow },
): SheetRow[] {
  const { decimals } = meeting.plan.rule;
  const rowSpan = groups.length;
  return groups.map((group, index) => {
    const cell = item.groups[index];
    const first = index === 0;
    return [
      ...(first ? edges.before : [null, null, null]),
      first ? text(`${item.label}（${item.share}）`, { rowSpan }) : null,
      text(`${group.label}（${group.mark}）`),
      ...(cell?.counts ?? []).flatMap((votes, grade) => [
        count(votes),
        percent(cell?.percents?.[grade] ?? null),
      ]),
      count(cell?.valid ?? 0),
      count(cell?.blank ?? 0),
      decimal(cell?.score ?? null, decimals),
      asEntered(group.weight, '"%"'),
      first ? decimal(item.score, decimals, { rowSpan }) : null,
      ...(first ? edges.after : [null, null]),
    ];
  });
}
