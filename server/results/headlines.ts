import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { across, line, type SheetRow } from './cells.ts';

const BEIJING_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Title and circumstances of the meeting, across the sheet; a rehearsal says so in its title. */
export function headlines(table: ResultTable, kind: string, columns: number): SheetRow[] {
  const { plan, rehearsal } = table.meeting;
  const title = `${rehearsal ? '【演练】' : ''}${plan.title}${kind}`;
  return [
    across(
      line(title, { align: 'center', fontSize: 16, fontWeight: 'bold', height: 30, wrap: true }),
      columns,
    ),
    across(line(circumstances(table).join('　　'), { align: 'center', wrap: true }), columns),
  ];
}

function circumstances({ meeting, closedAt, roundShown }: ResultTable): readonly string[] {
  const { unit, heldOn, place } = meeting.plan;
  return [
    ...(unit === '' ? [] : [`主办单位：${unit}`]),
    ...(heldOn === '' ? [] : [`时间：${heldOn}`]),
    ...(place === '' ? [] : [`地点：${place}`]),
    ...(closedAt === null ? [] : [`测评结束：${BEIJING_TIME.format(closedAt)}（北京时间）`]),
    ...(roundShown > 1 ? [`第 ${roundShown} 轮（此前各轮已作废）`] : []),
  ];
}
