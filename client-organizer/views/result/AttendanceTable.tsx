import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { type Attendance, attendanceInAll } from './standing.ts';

const HEADINGS: readonly (readonly [keyof Attendance, string])[] = [
  ['expected', '应到'],
  ['present', '实到'],
  ['issued', '发出'],
  ['returned', '收回'],
  ['valid', '有效'],
  ['blank', '弃权'],
];

interface AttendanceTableProps {
  readonly table: ResultTable;
  /** On the screen or on paper. */
  readonly look: 'table' | 'paper-table';
}

/** 应到/实到/发出/收回/有效/弃权, by group and in all. */
export function AttendanceTable({ table, look }: AttendanceTableProps) {
  const figures = (row: Attendance) =>
    HEADINGS.map(([name]) => (
      <td key={name} class="figure">
        {row[name] ?? ''}
      </td>
    ));
  return (
    <table class={`${look} attendance`}>
      <caption class="visually-hidden">应到、实到和票数</caption>
      <thead>
        <tr>
          <th scope="col">票类</th>
          {HEADINGS.map(([name, words]) => (
            <th key={name} scope="col" class="figure">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.groups.map((group) => (
          <tr key={group.mark}>
            <th scope="row">
              {group.label}（{group.mark}）
            </th>
            {figures(group)}
          </tr>
        ))}
        {table.groups.length > 1 && (
          <tr>
            <th scope="row">合计</th>
            {figures(attendanceInAll(table.groups))}
          </tr>
        )}
      </tbody>
    </table>
  );
}
