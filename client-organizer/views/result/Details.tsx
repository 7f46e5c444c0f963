import { useState } from 'preact/hooks';
import type { ResultPresenter, ResultTable } from '../../../shared/protocol/result-table.ts';
import { TableFrame } from '../base/TableFrame.tsx';
import { GradeBar, GradeKey, GradePatterns } from './GradeBar.tsx';
import { unitAndPost } from './standing.ts';

/** Every count behind a score, one presenter at a time, in the order of the ballot. */
export function Details({ table }: { readonly table: ResultTable }) {
  const { grades } = table.meeting.plan.rule;
  return (
    <section class="section" aria-labelledby="details">
      <h2 id="details">各项明细</h2>
      <GradePatterns grades={grades.length} />
      <GradeKey grades={grades} />
      {table.presenters.map((presenter, index) => (
        <PresenterDetails key={`${index} ${presenter.name}`} table={table} presenter={presenter} />
      ))}
    </section>
  );
}

interface PresenterDetailsProps {
  readonly table: ResultTable;
  readonly presenter: ResultPresenter;
}

/** Drawn when first opened: 60 presenters with 20 items each would make the page slow for nothing. */
function PresenterDetails({ table, presenter }: PresenterDetailsProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      class="details"
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary class="details-lead">
        <strong>{presenter.name}</strong>
        <span class="details-unit">{unitAndPost(presenter)}</span>
        <span class="details-score">{presenter.score ?? '—'}</span>
      </summary>
      {opened && <ItemsTable table={table} presenter={presenter} />}
    </details>
  );
}

function ItemsTable({ table, presenter }: PresenterDetailsProps) {
  const { grades } = table.meeting.plan.rule;
  return (
    <TableFrame label={`${presenter.name}的明细`}>
      <table class="table details-table">
        <caption class="details-caption">
          {presenter.name}：各等次票数，括号内为占该类有效票的比例
        </caption>
        <thead>
          <tr>
            <th scope="col">项目（比重分值）</th>
            <th scope="col">票类</th>
            {grades.map(({ label }) => (
              <th key={label} scope="col" class="figure">
                {label}
              </th>
            ))}
            <th scope="col">分布</th>
            <th scope="col" class="figure">
              有效票
            </th>
            <th scope="col" class="figure">
              弃权
            </th>
            <th scope="col" class="figure">
              该类得分
            </th>
            <th scope="col" class="figure">
              项目得分
            </th>
          </tr>
        </thead>
        {presenter.items.map((item) => (
          <ItemRows key={item.label} table={table} item={item} />
        ))}
      </table>
    </TableFrame>
  );
}

interface ItemRowsProps {
  readonly table: ResultTable;
  readonly item: ResultPresenter['items'][number];
}

function ItemRows({ table, item }: ItemRowsProps) {
  const rows = table.groups.length;
  return (
    <tbody>
      {item.groups.map((cell, group) => (
        <tr key={table.groups[group]?.mark}>
          {group === 0 && (
            <th scope="rowgroup" rowSpan={rows}>
              {item.label}（{item.share}）
            </th>
          )}
          <th scope="row">{table.groups[group]?.mark}</th>
          {cell.counts.map((count, grade) => (
            <td key={table.meeting.plan.rule.grades[grade]?.label} class="figure">
              {count}
              {cell.percents !== null && (
                <span class="details-percent">（{cell.percents[grade]}%）</span>
              )}
            </td>
          ))}
          <td class="details-bar">
            <GradeBar percents={cell.percents} />
          </td>
          <td class="figure">{cell.valid}</td>
          <td class="figure">{cell.blank}</td>
          <td class="figure">{cell.score ?? '—'}</td>
          {group === 0 && (
            <td class="figure" rowSpan={rows}>
              {item.score ?? '—'}
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
}
