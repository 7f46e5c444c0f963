import type { ComponentChildren } from 'preact';
import type { ResultPresenter, ResultTable } from '../../../shared/protocol/result-table.ts';
import { inRankOrder, paperTitle, unitAndPost, withheldWords } from './standing.ts';

/** With more presenters the rows are set closer, so that one page holds up to 20. */
const MOST_AT_EASE = 8;

interface RankingPaperProps {
  readonly table: ResultTable;
  /** Rule and signatures. They share a page with the last presenter at least. */
  readonly end: ComponentChildren;
}

/** One line a presenter, first rank first. */
export function RankingPaper({ table, end }: RankingPaperProps) {
  const ranked = inRankOrder(table.presenters);
  const columns = 4 + table.groups.length;
  const dense = table.presenters.length > MOST_AT_EASE ? ' paper-dense' : '';
  return (
    <table class={`paper-table paper-ranking${dense}`}>
      <thead>
        <tr>
          <td class="paper-running" colSpan={columns}>
            {paperTitle(table, '现场测评结果')}
          </td>
        </tr>
        <tr>
          <th scope="col">名次</th>
          <th scope="col">姓名</th>
          <th scope="col">单位职务</th>
          {table.groups.map((group) => (
            <th key={group.mark} scope="col">
              {group.label}（{group.mark}）得分
              <br />
              权重 {group.weight}%
            </th>
          ))}
          <th scope="col">现场测评得分</th>
        </tr>
      </thead>
      <tbody>
        {ranked.slice(0, -1).map((presenter) => (
          <PresenterRow
            key={table.presenters.indexOf(presenter)}
            table={table}
            presenter={presenter}
          />
        ))}
      </tbody>
      <tbody class="paper-together">
        {ranked.slice(-1).map((presenter) => (
          <PresenterRow key="last" table={table} presenter={presenter} />
        ))}
        <tr>
          <td class="paper-end" colSpan={columns}>
            {end}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface PresenterRowProps {
  readonly table: ResultTable;
  readonly presenter: ResultPresenter;
}

function PresenterRow({ table, presenter }: PresenterRowProps) {
  return (
    <tr>
      <td class="figure">{presenter.rank ?? '—'}</td>
      <td class="paper-name">{presenter.name}</td>
      <td>{unitAndPost(presenter)}</td>
      {presenter.groupScores.map((score, group) => (
        <td key={table.groups[group]?.mark} class="figure">
          {score ?? '—'}
        </td>
      ))}
      <td class="figure paper-score">{presenter.score ?? withheldWords(presenter)}</td>
    </tr>
  );
}
