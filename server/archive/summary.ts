import type { Meeting, Phase } from '../../shared/meeting.ts';
import { groupMark } from '../../shared/rule.ts';
import type { MeetingArchive } from '../store/store.ts';

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  draft: '准备中',
  open: '测评进行中',
  paused: '测评已暂停',
  closed: '测评已结束',
};

/** For choosing one: id, phase and title of each, newest first. `place` is where they were looked for. */
export function meetingList(meetings: readonly Meeting[], place: string): readonly string[] {
  if (meetings.length === 0) return [`${place}中没有会议。`];
  return [
    '请用 --meeting 会议编号 指定要导出的会议：',
    ...meetings.map((meeting) => `  ${meeting.id}  ${phaseOf(meeting)}  ${titleOf(meeting)}`),
  ];
}

export function exportSummary(archive: MeetingArchive, path: string): readonly string[] {
  return [
    `已导出“${titleOf(archive.meeting)}”到 ${path}`,
    ...figures(archive),
    ...(archive.meeting.phase === 'draft'
      ? [
          '注意：同一会议在两处开启，同一张票就能投两次。请只在一处开启：在另一处导入成功后，请在控制台删除这里的草稿。',
          '票上的二维码指向制票时的网址：请确认该网址打开的是另一处的服务器，否则请在那里作废并重新制票。',
        ]
      : []),
    '请像数据文件夹一样妥善保管这个文件。',
  ];
}

export function importSummary(archive: MeetingArchive): readonly string[] {
  return [
    `已导入“${titleOf(archive.meeting)}”`,
    ...figures(archive),
    ...(archive.meeting.phase === 'draft'
      ? [
          '注意：同一会议在两处开启，同一张票就能投两次。请先确认导出它的服务器上已删除这个草稿。',
          '票上的二维码指向制票时的网址：请确认该网址打开的是这里的服务器，否则请作废并重新制票。',
        ]
      : []),
  ];
}

function figures(archive: MeetingArchive): readonly string[] {
  const { meeting, tickets, box } = archive;
  const groups = meeting.plan.rule.groups.map(({ label }, group) => {
    const own = tickets.filter((ticket) => ticket.group === group);
    const many = (state: string) => own.filter((ticket) => ticket.state === state).length;
    const states = `未用 ${many('fresh')}，已用 ${many('spent')}，作废 ${many('voided')}`;
    const returned = box[group]?.ballots.length ?? 0;
    return `  ${groupMark(group)}（${label}）：测评票 ${own.length} 张，${states}；票箱 ${returned} 票`;
  });
  const returned = box.reduce((sum, { ballots }) => sum + ballots.length, 0);
  return [
    `  会议编号：${meeting.id}`,
    `  阶段：${phaseOf(meeting)}${meeting.rehearsal ? '（演练）' : ''}`,
    ...groups,
    `  合计：测评票 ${tickets.length} 张，票箱 ${returned} 票，重新清点与计票结果一致`,
  ];
}

function phaseOf({ phase, alarm }: Meeting): string {
  return alarm === null ? PHASE_WORDS[phase] : '测评已中止';
}

function titleOf({ plan }: Meeting): string {
  return plan.title.trim() === '' ? '未命名' : plan.title;
}
