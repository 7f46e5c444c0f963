import type { ResultPresenter, ResultTable } from '../../shared/protocol/result-table.ts';
import { count, decimal, heading, type PrintedSheet, type SheetRow, text } from './cells.ts';
import { headlines } from './headlines.ts';

/** One line a presenter, first rank first; those without a score come last and say why. */
export function rankingSheet(table: ResultTable): PrintedSheet {
  const headings = [
    '名次',
    '姓名',
    '单位职务',
    ...table.groups.map(({ label, mark }) => `${label}（${mark}）得分`),
    '现场测评得分',
    '备注',
  ];
  const above = headlines(table, '现场测评结果', headings.length);
  const sheet: PrintedSheet['sheet'] = {
    sheet: '名次表',
    data: [
      ...above,
      headings.map((text) => heading(text)),
      ...inOrderOfRank(table.presenters).map((presenter) => presenterRow(table, presenter)),
    ],
    columns: [8, 14, 36, ...table.groups.map(() => 16), 16, 30].map((width) => ({ width })),
    orientation: 'landscape',
    stickyRowsCount: above.length + 1,
  };
  return { sheet, headingRows: [above.length + 1, above.length + 1] };
}

export function unitAndPost({ unit, post }: ResultPresenter): string {
  return [unit, post].filter((part) => part !== '').join(' ');
}

/** Equal ranks stay in the order of the ballot. */
function inOrderOfRank(presenters: readonly ResultPresenter[]): readonly ResultPresenter[] {
  const place = ({ rank }: ResultPresenter) => rank ?? Number.MAX_SAFE_INTEGER;
  return presenters.toSorted((one, other) => place(one) - place(other));
}

function presenterRow({ meeting }: ResultTable, presenter: ResultPresenter): SheetRow {
  const { decimals } = meeting.plan.rule;
  const missing = presenter.missingGroups.join('、');
  return [
    presenter.rank === null ? text('—') : count(presenter.rank),
    text(presenter.name),
    text(unitAndPost(presenter)),
    ...presenter.groupScores.map((score) => decimal(score, decimals)),
    decimal(presenter.score, decimals, { fontWeight: 'bold' }),
    text(missing === '' ? '' : `缺少有效票：${missing}`),
  ];
}
