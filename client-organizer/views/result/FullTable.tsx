import type { ComponentChildren } from 'preact';
import type {
  ResultCell,
  ResultItem,
  ResultPresenter,
  ResultTable,
} from '../../../shared/protocol/result-table.ts';
import { paperTitle, unitAndPost, withheldWords } from './standing.ts';
import { itemParts } from './summary-rows.ts';

/** From so many grades on count and share stand above each other, or A4 would not be wide enough. */
const MANY_GRADES = 6;

interface FullTableProps {
  readonly table: ResultTable;
  /** Rule and signatures. On a page without any figures they could be laid under another table. */
  readonly end: ComponentChildren;
}

/** Every count of the meeting: presenter by presenter, item by item, group by group. */
export function FullTable({ table, end }: FullTableProps) {
  const stacked = table.meeting.plan.rule.grades.length >= MANY_GRADES;
  return (
    <table class={`paper-table paper-full-table${stacked ? ' paper-stacked' : ''}`}>
      <Headings table={table} stacked={stacked} />
      {table.presenters.flatMap((presenter, index) =>
        itemParts(presenter.items, table.groups.length).map((items, part, parts) => (
          <PresenterRows
            key={`${index} ${part}`}
            table={table}
            presenter={presenter}
            place={index + 1}
            items={items}
            continued={part > 0}
            end={index === table.presenters.length - 1 && part === parts.length - 1 ? end : null}
            totals={part === parts.length - 1 && presenter.items.length > 1}
            stacked={stacked}
          />
        )),
      )}
    </table>
  );
}

function columnsOf(table: ResultTable, stacked: boolean): number {
  return 12 + table.meeting.plan.rule.grades.length * (stacked ? 1 : 2);
}

function Headings({ table, stacked }: { readonly table: ResultTable; readonly stacked: boolean }) {
  const { grades } = table.meeting.plan.rule;
  const tall = (words: string) => (
    <th scope="col" rowSpan={2}>
      {words}
    </th>
  );
  return (
    <thead>
      <tr>
        <td class="paper-running" colSpan={columnsOf(table, stacked)}>
          {paperTitle(table, '测评结果汇总表')}
        </td>
      </tr>
      <tr>
        {tall('序号')}
        {tall('姓名')}
        {tall('单位职务')}
        {tall('项目（比重分值）')}
        {tall('票类')}
        {grades.map(({ label }) => (
          <th key={label} scope="colgroup" colSpan={stacked ? 1 : 2}>
            {label}
          </th>
        ))}
        {tall('有效票')}
        {tall('弃权')}
        {tall('该类得分')}
        {tall('权重')}
        {tall('项目得分')}
        {tall('现场测评得分')}
        {tall('名次')}
      </tr>
      <tr>
        {grades.flatMap(({ label }) =>
          stacked
            ? [
                <th key={label} scope="col">
                  票数
                  <br />
                  得票率
                </th>,
              ]
            : [
                <th key={`${label} count`} scope="col">
                  票数
                </th>,
                <th key={`${label} percent`} scope="col">
                  得票率
                </th>,
              ],
        )}
      </tr>
    </thead>
  );
}

interface PresenterRowsProps {
  readonly table: ResultTable;
  readonly presenter: ResultPresenter;
  readonly place: number;
  readonly items: readonly ResultItem[];
  readonly continued: boolean;
  /** Whether the sums over all items stand below. */
  readonly totals: boolean;
  readonly end: ComponentChildren;
  readonly stacked: boolean;
}

/** Kept on one page; a part that goes on on the next bears the name again. */
function PresenterRows(props: PresenterRowsProps) {
  const { table, presenter, place, items, continued, totals, end, stacked } = props;
  const rows = (items.length + (totals ? 1 : 0)) * table.groups.length;
  return (
    <tbody class="paper-together">
      {items.flatMap((item, itemIndex) =>
        item.groups.map((cell, group) => {
          const first = itemIndex === 0 && group === 0;
          return (
            <tr key={`${item.label} ${table.groups[group]?.mark}`}>
              {first && (
                <>
                  <td rowSpan={rows} class="figure">
                    {place}
                  </td>
                  <td rowSpan={rows} class="paper-name">
                    {presenter.name}
                    {continued && '（续）'}
                  </td>
                  <td rowSpan={rows}>{unitAndPost(presenter)}</td>
                </>
              )}
              {group === 0 && (
                <td rowSpan={table.groups.length}>
                  {item.label}（{item.share}）
                </td>
              )}
              <CellFigures table={table} group={group} cell={cell} stacked={stacked} />
              {group === 0 && (
                <td rowSpan={table.groups.length} class="figure">
                  {item.score ?? '—'}
                </td>
              )}
              {first && (
                <>
                  <td rowSpan={rows} class="figure paper-score">
                    {presenter.score ?? withheldWords(presenter)}
                  </td>
                  <td rowSpan={rows} class="figure paper-score">
                    {presenter.rank ?? '—'}
                  </td>
                </>
              )}
            </tr>
          );
        }),
      )}
      {totals && <TotalRows table={table} presenter={presenter} stacked={stacked} />}
      {end !== null && (
        <tr>
          <td class="paper-end" colSpan={columnsOf(table, stacked)}>
            {end}
          </td>
        </tr>
      )}
    </tbody>
  );
}

type TotalRowsProps = Pick<PresenterRowsProps, 'table' | 'presenter' | 'stacked'>;

/** [SCORE-2] The group's score of the presenter: the sum over all items. */
function TotalRows({ table, presenter, stacked }: TotalRowsProps) {
  const grades = table.meeting.plan.rule.grades.length;
  return (
    <>
      {table.groups.map((group, index) => (
        <tr key={group.mark} class="paper-totals">
          {index === 0 && <td rowSpan={table.groups.length}>各项目合计</td>}
          <td class="paper-group">
            {group.label}（{group.mark}）
          </td>
          <td colSpan={grades * (stacked ? 1 : 2) + 2} />
          <td class="figure">{presenter.groupScores[index] ?? '—'}</td>
          <td class="figure">{group.weight}%</td>
          {index === 0 && <td rowSpan={table.groups.length} />}
        </tr>
      ))}
    </>
  );
}

interface CellFiguresProps {
  readonly table: ResultTable;
  readonly group: number;
  readonly cell: ResultCell;
  readonly stacked: boolean;
}

function CellFigures({ table, group, cell, stacked }: CellFiguresProps) {
  const { label = '', mark = '', weight = '' } = table.groups[group] ?? {};
  const { grades } = table.meeting.plan.rule;
  const percentOf = (grade: number) => (cell.percents === null ? '—' : `${cell.percents[grade]}%`);
  return (
    <>
      <td class="paper-group">
        {label}（{mark}）
      </td>
      {grades.flatMap((grade, index) =>
        stacked
          ? [
              <td key={grade.label} class="figure">
                {cell.counts[index]}
                <br />
                {percentOf(index)}
              </td>,
            ]
          : [
              <td key={`${grade.label} count`} class="figure">
                {cell.counts[index]}
              </td>,
              <td key={`${grade.label} percent`} class="figure">
                {percentOf(index)}
              </td>,
            ],
      )}
      <td class="figure">{cell.valid}</td>
      <td class="figure">{cell.blank}</td>
      <td class="figure">{cell.score ?? '—'}</td>
      <td class="figure">{weight}%</td>
    </>
  );
}
