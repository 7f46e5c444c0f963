import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { alignColumns } from '../aligned-columns.ts';
import type { Recount } from './recount.ts';

/** The server's result beside the recount, in columns, for people who compare by eye. */
export function resultLines(result: ResultTable, recount: Recount): readonly string[] {
  const groupHeads = result.groups.map(({ label, weight }) => `${label}（${weight}%）`);
  const rows = result.presenters.map((presenter, index) => {
    const recounted = recount.presenters[index];
    return [
      String(index + 1),
      presenter.name,
      presenter.unit,
      ...presenter.groupScores.map((score) => score ?? '—'),
      presenter.score ?? '—',
      recounted?.score ?? '—',
      String(presenter.rank ?? '—'),
      String(recounted?.rank ?? '—'),
    ];
  });
  return alignColumns(
    [['序号', '姓名', '单位', ...groupHeads, '得分', '复算得分', '名次', '复算名次'], ...rows],
    [
      'right',
      'left',
      'left',
      ...groupHeads.map(() => 'right' as const),
      'right',
      'right',
      'right',
      'right',
    ],
  );
}

/** 收回 by group and in all, beside 发出. */
export function returnedLine(result: ResultTable): string {
  const parts = result.groups.map(
    ({ mark, label, returned, issued }) => `${mark}（${label}）${returned}/${issued}`,
  );
  const sum = (key: 'returned' | 'issued') =>
    result.groups.reduce((total, group) => total + group[key], 0);
  return `收回/发出：${parts.join('，')}，合计 ${sum('returned')}/${sum('issued')}`;
}
