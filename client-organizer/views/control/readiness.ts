import { BATCH_LEAST } from '../../../shared/display.ts';
import { checkPlan } from '../../../shared/meeting.ts';
import type { PhoneAddress } from '../../../shared/protocol/http.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import { groupMark } from '../../../shared/rule.ts';

/** Where something is put right: another page of the meeting, or a part of this one. */
export type Remedy = 'prepare' | 'tickets' | 'links' | 'result' | null;

/** One line of the list that is read before opening. */
export interface ReadinessLine {
  /** `missing` keeps voting from opening; `advice` is worth a look, `note` worth knowing. */
  readonly state: 'ready' | 'missing' | 'advice' | 'note';
  readonly words: string;
  readonly remedy: Remedy;
}

/**
 * [SECRET-3] In a group smaller than this a live screen can give away single voters, and a batched
 * one shows nothing: no batch is ever followed by another.
 */
const SMALL_GROUP = 2 * BATCH_LEAST;

/** [PHASE-1] All that should be in place before voting opens; `addresses` null while not known. */
export function readiness(
  overview: Overview,
  addresses: readonly PhoneAddress[] | null,
): readonly ReadinessLine[] {
  return [
    ...planLines(overview),
    ...ticketLines(overview),
    ...secrecyLines(overview),
    ...storageLines(overview),
    ...addressLines(addresses),
    ...screenLines(overview),
    ...papersLines(overview),
  ];
}

export function mayOpen(lines: readonly ReadinessLine[]): boolean {
  return lines.every((line) => line.state !== 'missing');
}

function planLines({ meeting }: Overview): ReadinessLine[] {
  const problems = checkPlan(meeting.plan);
  if (problems.length > 0)
    return problems.map((problem) => ({
      state: 'missing',
      words: problem.message ?? '会议信息不完整',
      remedy: 'prepare',
    }));
  const { presenters, rule } = meeting.plan;
  return [
    {
      state: 'ready',
      words: `述职人 ${presenters.length} 名，测评项目 ${rule.items.length} 项，测评办法完整`,
      remedy: null,
    },
  ];
}

function ticketLines({ meeting, tickets }: Overview): ReadinessLine[] {
  return meeting.plan.rule.groups.map((group, index) => {
    const fresh = tickets[index]?.fresh ?? 0;
    const name = `${groupMark(index)}（${group.label}）`;
    return fresh === 0
      ? { state: 'missing', words: `${name}还没有可用的测评票`, remedy: 'tickets' }
      : { state: 'ready', words: `${name}${fresh} 张可用`, remedy: null };
  });
}

function secrecyLines(overview: Overview): ReadinessLine[] {
  const names = smallGroups(overview);
  switch (overview.meeting.plan.display) {
    case 'live':
      return names.map((name) => ({
        state: 'advice',
        words: `${name}不足 ${SMALL_GROUP} 张，实时显示可能泄露个人评价，请改为“分批显示”或“只显示票数”`,
        remedy: 'prepare',
      }));
    case 'batched':
      return names.map((name) => ({ state: 'note', words: unseenWords(name), remedy: 'prepare' }));
    case 'turnout':
      return [];
  }
}

function unseenWords(name: string): string {
  return `${name}不足 ${SMALL_GROUP} 张，分批显示时，结束测评前大屏不显示该票类的得分。如为试用，可改选“实时显示”；如需保密，不必修改`;
}

/** [SECRET-3] Groups with tickets, but fewer than 10: `A 票（领导）`. */
export function smallGroups({ meeting, tickets }: Overview): readonly string[] {
  return meeting.plan.rule.groups.flatMap((group, index) => {
    const counts = tickets[index];
    const usable = counts === undefined ? 0 : counts.minted - counts.voided;
    return usable > 0 && usable < SMALL_GROUP ? [`${groupMark(index)}（${group.label}）`] : [];
  });
}

function storageLines({ storage }: Overview): ReadinessLine[] {
  if (storage.state === 'ok') return [];
  return [{ state: 'missing', words: '服务器暂时不能收票，见上方提示', remedy: null }];
}

function addressLines(addresses: readonly PhoneAddress[] | null): ReadinessLine[] {
  const best = addresses?.[0];
  if (best === undefined) return [];
  if (best.warnings.includes('localhost'))
    return [
      {
        state: 'advice',
        words: '没有找到会场网络地址，手机可能打不开测评页，请用手机试扫',
        remedy: 'tickets',
      },
    ];
  if (best.warnings.includes('configured_but_not_here'))
    return [
      {
        state: 'advice',
        words: `测评地址 ${best.url} 不在本机网络上，请用手机试扫`,
        remedy: 'tickets',
      },
    ];
  return [{ state: 'ready', words: `测评地址 ${best.url}`, remedy: null }];
}

function screenLines({ screens }: Overview): ReadinessLine[] {
  return [
    screens === 0
      ? { state: 'advice', words: '大屏还没有连接', remedy: 'links' }
      : { state: 'ready', words: `大屏（含主持人页）已连接 ${screens} 个`, remedy: null },
  ];
}

function papersLines({ meeting }: Overview): ReadinessLine[] {
  const { scrutineers, teller } = meeting.papers;
  const complete = [...scrutineers, teller].every((name) => name.trim() !== '');
  return complete
    ? []
    : [{ state: 'advice', words: '监票人、计票人还没有填写（结束后也可补填）', remedy: 'result' }];
}
