import type { LogEntry, LogEvent } from '../../../shared/protocol/organizer.ts';

const EVENT_WORDS: Readonly<Record<LogEvent, string>> = {
  meeting_created: '新建会议',
  plan_changed: '修改会议信息和测评办法',
  papers_changed: '修改应到实到、监票人等汇总表信息',
  tickets_minted: '制票',
  tickets_voided: '作废测评票',
  rehearsal_started: '开始演练',
  rehearsal_ended: '结束演练，票箱已清空',
  opened: '开启测评',
  paused: '暂停测评',
  resumed: '恢复测评',
  closing_announced: '开始倒计时',
  closing_cancelled: '取消结束倒计时',
  closed: '结束测评',
  revealed: '揭晓结果',
  round_voided: '作废本轮，票箱已清空',
  screen_link_made: '新建链接',
  screen_link_revoked: '停用链接',
  storage_failed: '存储故障，暂停收票',
  storage_recovered: '存储恢复，继续收票',
  alarm_raised: '票箱与计票结果不一致，测评已中止',
  meeting_exported: '导出会议文件',
  meeting_imported: '导入会议文件',
  older_data_found: '发现数据早于此前的记录，测评已中止',
  older_data_accepted: '确认以现有数据为准',
};

/** Words for the figures that stand beside an event, with a place for the value. */
const FIGURE_WORDS: Readonly<Record<string, (value: number | string) => string>> = {
  round: (value) => `第 ${value} 轮`,
  issued: (value) => `发出 ${value}`,
  returned: (value) => `收回 ${value}`,
  minted: (value) => `共 ${value} 张`,
  voided: (value) => `${value} 张`,
  batch: (value) => `第 ${value} 批`,
  presenters: (value) => `述职人 ${value} 名`,
  items: (value) => `测评项目 ${value} 项`,
  groups: (value) => `票类 ${value} 种`,
  seconds: (value) => `${value} 秒`,
  revealed: (value) => `已揭晓 ${value} 名`,
  reason: (value) => `原因：${value}`,
  kind: (value) => (value === 'host' ? '主持人' : '大屏'),
  counted: (value) => `票箱 ${value}`,
  kept: (value) => `计票 ${value}`,
  damage: (value) => `票箱损坏：${value}`,
  seen: (value) => `此前版本 ${value}`,
  revision: (value) => `现有版本 ${value}`,
  code: (value) => `故障代码 ${value}`,
};

export function eventWords(event: LogEvent): string {
  return EVENT_WORDS[event];
}

/** One line: `结束测评 · 发出 180 · 收回 178`. A figure without words of its own keeps its name. */
export function logLine(entry: LogEntry): string {
  if (entry.event === 'closing_announced' && entry.figures.seconds !== undefined)
    return `${eventWords(entry.event)}（${entry.figures.seconds} 秒后结束）`;
  const figures = Object.entries(entry.figures)
    // Almost every meeting has one round; saying so each time would bury the other figures.
    .filter(([name, value]) => !(name === 'round' && value === 1))
    .map(([name, value]) => FIGURE_WORDS[name]?.(value) ?? `${name} ${value}`);
  return [lead(entry), ...figures].join(' · ');
}

/** Of what the server does by itself, all but this is plainly nobody's act. */
function lead({ event, role }: LogEntry): string {
  return event === 'closed' && role === 'server' ? '倒计时结束，测评随之结束' : eventWords(event);
}
