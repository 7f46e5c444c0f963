import type { Phase } from '../shared/meeting.ts';
import type { ScreenGroup, ScreenResult, ScreenSnapshot } from '../shared/protocol/screen.ts';

export interface Turnout {
  readonly returned: number;
  readonly issued: number;
  readonly shown: number;
}

export function turnoutInAll(groups: readonly ScreenGroup[]): Turnout {
  const sum = (of: (group: ScreenGroup) => number) =>
    groups.reduce((total, group) => total + of(group), 0);
  return {
    returned: sum(({ returned }) => returned),
    issued: sum(({ issued }) => issued),
    shown: sum(({ shown }) => shown),
  };
}

const PHASE_TEXT: Readonly<Record<Phase, string>> = {
  draft: '测评尚未开始',
  open: '测评进行中',
  paused: '测评已暂停',
  closed: '测评已结束',
};

export function phaseText({ phase, halted, roundShown }: ScreenSnapshot): string {
  const text = halted ? '测评已中止' : PHASE_TEXT[phase];
  return roundShown > 1 ? `第 ${roundShown} 轮 ${text}` : text;
}

/** Tickets are 已投 while people vote, and 收回 once the box is closed. */
export function returnedWord({ phase }: ScreenSnapshot): string {
  return phase === 'closed' ? '收回' : '已投';
}

/** [SCORE-6, SCORE-8] What the bars and counts of a board are made of, and that they are not weighted. */
export function baseText(snapshot: ScreenSnapshot): string {
  return `条形 0–100%：各等次占${baseWord(snapshot)}的比例${baseDetails(snapshot)}`;
}

/** The same where counts stand without bars. */
export function countsText(snapshot: ScreenSnapshot): string {
  return `各等次数以${baseWord(snapshot)}计${baseDetails(snapshot)}`;
}

function baseWord({ items }: ScreenSnapshot): string {
  return items.length === 1 ? '有效票' : '有效格';
}

function baseDetails({ items, groups }: ScreenSnapshot): string {
  const details = [
    ...(items.length === 1 ? [] : [`每票 ${items.length} 格`]),
    ...(groups.length === 1 ? [] : ['各票类合计，不加权']),
  ];
  return details.length === 0 ? '' : `（${details.join('，')}）`;
}

/** [SECRET-3] In `batched` display the figures lag behind the box, and say by how much. */
export function batchText(snapshot: ScreenSnapshot): string | null {
  if (snapshot.display !== 'batched' || snapshot.phase === 'closed') return null;
  const { shown, returned } = turnoutInAll(snapshot.groups);
  return `已计入 ${shown}/${returned} 票`;
}

/** [RULE-5] What became of a group without a valid mark; null while none is missing. */
export function missingText(snapshot: ScreenSnapshot): string | null {
  const missing = snapshot.presenters.some(({ result }) =>
    result === null ? false : someMissing(result, snapshot.groups.length),
  );
  if (!missing) return null;
  switch (snapshot.rule.emptyGroup) {
    case 'withhold':
      return '缺票类的不计得分';
    case 'zero':
      return '缺票类按 0 分计';
    case 'renormalize':
      return '缺票类的权重按比例分给其他票类';
  }
}

function someMissing({ missingGroups }: ScreenResult, groups: number): boolean {
  return missingGroups.length > 0 && missingGroups.length < groups;
}

/** What stands in place of a withheld score: the marks of the groups that are missing. */
export function withheldText(result: ScreenResult, groups: readonly ScreenGroup[]): string {
  if (result.missingGroups.length === groups.length) return '—';
  const marks = groups
    .filter(({ label }) => result.missingGroups.includes(label))
    .map(({ mark }) => mark.replace(' 票', ''));
  return `缺 ${marks.join('、')} 票`;
}

/** All that the foot of a board says, the most important first. */
export function footTexts(snapshot: ScreenSnapshot): readonly string[] {
  return [batchText(snapshot), baseText(snapshot), missingText(snapshot)].filter(
    (text) => text !== null,
  );
}

/** [SCORE-3] `领导 × 40% ＋ 其他 × 60%` */
export function formulaText(groups: readonly ScreenGroup[]): string {
  return groups.map(({ label, weight }) => `${label} × ${weight}%`).join(' ＋ ');
}

/** `10:32:05` of the machine that shows the page. */
export function clockText(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString('zh-CN', { hour12: false });
}

/** `45` below a minute, `2:05` above. */
export function countdownText(seconds: number): string {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The address as people type it: without the scheme that every phone fills in, or a last slash. */
export function typedAddress(url: string): string {
  return url.replace(/^http:\/\//, '').replace(/\/$/, '');
}
