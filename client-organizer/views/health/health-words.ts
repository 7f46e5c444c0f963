import type { ReadinessCheck, Spread } from '../../../shared/protocol/health.ts';

/** What cannot be said yet. */
export const NOTHING_YET = '—';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of a time in ms: `0.4`, `12`, `1,250`; without its unit. */
export function milliseconds(ms: number | undefined): string {
  if (ms === undefined) return NOTHING_YET;
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString('zh-CN');
}

/** How long it runs, in the two greatest units. */
export function uptimeWords(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / DAY),
    Math.floor((seconds % DAY) / HOUR),
    Math.floor((seconds % HOUR) / MINUTE),
  ];
  if (days > 0) return `${days} 天 ${hours} 小时`;
  if (hours > 0) return `${hours} 小时 ${minutes} 分钟`;
  return minutes > 0 ? `${minutes} 分钟` : '不足 1 分钟';
}

/** How many casts a commit answered. */
export function sharedCommitWords(commitCasts: Spread | null): string {
  if (commitCasts === null) return NOTHING_YET;
  return `平均 ${commitCasts.mean.toFixed(1)} 张，最多 ${commitCasts.most} 张`;
}

/** One word for the whole; the worst counts. */
export function conditionWord(failed: readonly ReadinessCheck[], lossy: boolean): string {
  if (failed.includes('storage')) return '存储故障';
  if (failed.includes('stopping')) return '正在停止';
  if (lossy) return '仅供试用';
  return failed.includes('event_loop') ? '繁忙' : '正常';
}
