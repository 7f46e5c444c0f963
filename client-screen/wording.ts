import { BATCH_LEAST } from '../shared/display.ts';
import type { Phase } from '../shared/meeting.ts';
import type { ScreenGroup, ScreenResult, ScreenSnapshot } from '../shared/protocol/screen.ts';
import { allAwaitBatches, awaitsBatch, someAwaitBatches } from './batches.ts';
import type { Staleness } from './reception.ts';

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

/** [SCORE-6, SCORE-8] What the bars and counts of a board are made of, and that they are not weighted. */
export function baseText(snapshot: ScreenSnapshot): string {
  return `条形：各等次所占比例（${baseDetails(snapshot)}）`;
}

/** The same where counts stand without bars. */
export function countsText(snapshot: ScreenSnapshot): string {
  return `各等次数${baseDetails(snapshot)}`;
}

function baseDetails({ items, groups, rule }: ScreenSnapshot): string {
  return [
    ...(items.length === 1 ? ['按票计'] : ['按项次计', `每票 ${items.length} 项`]),
    ...(rule.blank === 'allowed' ? ['不含弃权'] : []),
    ...(groups.length === 1 ? [] : ['未加权']),
  ].join('，');
}

/** [SECRET-3] In `batched` display the figures lag behind the box, and say by how much. */
export function batchText(snapshot: ScreenSnapshot): string | null {
  if (snapshot.display !== 'batched' || snapshot.phase === 'closed') return null;
  const { shown, returned } = turnoutInAll(snapshot.groups);
  return `已计入 ${shown}/${returned} 票`;
}

/** [SECRET-3] Why figures come late in `batched` display, so that nobody takes it for a fault. */
export function batchReason({ display, phase }: ScreenSnapshot): string | null {
  if (display !== 'batched' || phase === 'closed') return null;
  return `为保护不记名，每批不少于 ${BATCH_LEAST} 张，延后一批更新，结束后全部计入`;
}

/** [RULE-5] What became of a group without a valid mark; null while none is missing. */
export function missingText(snapshot: ScreenSnapshot): string | null {
  const missing = snapshot.presenters.some(({ result }) =>
    result === null ? false : someMissing(result, snapshot.groups.length),
  );
  if (!missing) return null;
  switch (snapshot.rule.emptyGroup) {
    case 'withhold':
      if (someAwaitBatches(snapshot)) return null;
      return snapshot.phase === 'closed'
        ? '某类票没有收到的，不计算得分'
        : '某类票尚未收到时，暂不计算得分';
    case 'zero':
      return '缺票类按 0 分计';
    case 'renormalize':
      return '缺票类的权重按比例分给其他票类';
  }
}

function someMissing({ missingGroups }: ScreenResult, groups: number): boolean {
  return missingGroups.length > 0 && missingGroups.length < groups;
}

/**
 * What stands in place of a withheld score: the marks of the groups that are missing; nothing while
 * one of them only waits for its first batch.
 */
export function withheldText(result: ScreenResult, snapshot: ScreenSnapshot): string {
  const { groups } = snapshot;
  const missing = groups.filter(({ label }) => result.missingGroups.includes(label));
  if (missing.some((group) => awaitsBatch(snapshot, group))) return '';
  if (missing.length === groups.length) return '—';
  const marks = missing.map(({ mark }) => mark.replace(' 票', ''));
  return `缺 ${marks.join('、')} 票`;
}

/** A group's score, with what stands where there is none. `group` is an index. */
export function groupScoreText(
  result: ScreenResult,
  snapshot: ScreenSnapshot,
  group: number,
): string {
  return result.groupScores[group] ?? (awaitsBatch(snapshot, snapshot.groups[group]) ? '' : '—');
}

/** All that the foot of a board says, the most important first. Before the first batch the board does. */
export function footTexts(snapshot: ScreenSnapshot): readonly string[] {
  const texts = allAwaitBatches(snapshot)
    ? [batchText(snapshot)]
    : [batchText(snapshot), batchReason(snapshot), baseText(snapshot), missingText(snapshot)];
  return texts.filter((text) => text !== null);
}

/** [SCORE-3] `领导 × 40% ＋ 其他 × 60%` */
export function formulaText(groups: readonly ScreenGroup[]): string {
  return groups.map(({ label, weight }) => `${label} × ${weight}%`).join(' ＋ ');
}

/** [SCREEN-3] Behind 数据暂停: until when the figures were true, and what keeps newer ones away. */
export function staleLines(why: Staleness, trueUntil: number): readonly [string, string] {
  const reason = why === 'silent' ? '正在重新连接' : '服务器数据较旧';
  return [`停在 ${clockText(trueUntil)}`, reason];
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
