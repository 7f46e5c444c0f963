import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { TableFrame } from '../base/TableFrame.tsx';
import { AttendanceTable } from './AttendanceTable.tsx';
import { inRankOrder, unitAndPost, withheldWords } from './standing.ts';

/** Who stands where, and on how many ballots that rests. */
export function Ranking({ table }: { readonly table: ResultTable }) {
  return (
    <>
      <TableFrame label="名次">
        <table class="table ranking">
          <caption class="visually-hidden">名次</caption>
          <thead>
            <tr>
              <th scope="col" class="figure">
                名次
              </th>
              <th scope="col">姓名</th>
              <th scope="col" class="ranking-post">
                单位职务
              </th>
              {table.groups.map((group) => (
                <th key={group.mark} scope="col" class="figure">
                  {group.label}得分
                  <span class="ranking-weight">
                    {group.mark}，权重 {group.weight}%
                  </span>
                </th>
              ))}
              <th scope="col" class="figure">
                现场测评得分
              </th>
            </tr>
          </thead>
          <tbody>
            {inRankOrder(table.presenters).map((presenter) => (
              <tr key={table.presenters.indexOf(presenter)}>
                <td class="figure ranking-rank">{presenter.rank ?? '—'}</td>
                <th scope="row">{presenter.name}</th>
                <td class="ranking-post">{unitAndPost(presenter)}</td>
                {presenter.groupScores.map((score, group) => (
                  <td key={table.groups[group]?.mark} class="figure">
                    {score ?? '—'}
                  </td>
                ))}
                <td class="figure ranking-score">{presenter.score ?? withheldWords(presenter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <h3 class="result-subhead">票数</h3>
      <AttendanceTable table={table} look="table" />
      <details class="result-notes">
        <summary>计分办法</summary>
        <ol>
          {table.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ol>
      </details>
    </>
  );
}
