import { expect, test } from 'vitest';
import {
  conditionWord,
  milliseconds,
  NOTHING_YET,
  sharedCommitWords,
  uptimeWords,
} from '../../../../client-organizer/views/health/health-words.ts';

test.each([
  [undefined, NOTHING_YET],
  [0.04, '0.0'],
  [0.44, '0.4'],
  [9.94, '9.9'],
  [12.5, '13'],
  [1250, '1,250'],
])('%j ms are %s', (ms, words) => {
  expect(milliseconds(ms)).toBe(words);
});

test.each([
  [0, '不足 1 分钟'],
  [59, '不足 1 分钟'],
  [60, '1 分钟'],
  [3599, '59 分钟'],
  [3600, '1 小时 0 分钟'],
  [86_399, '23 小时 59 分钟'],
  [97_200, '1 天 3 小时'],
])('%i seconds are %s', (seconds, words) => {
  expect(uptimeWords(seconds)).toBe(words);
});

test('[RUN-1] the worst counts', () => {
  expect(conditionWord([], false)).toBe('正常');
  expect(conditionWord(['event_loop'], false)).toBe('繁忙');
  expect(conditionWord(['event_loop'], true)).toBe('仅供试用');
  expect(conditionWord(['event_loop', 'storage'], true)).toBe('存储故障');
  expect(conditionWord(['stopping'], false)).toBe('正在停止');
});

test('commits that answered several say how many', () => {
  const spread = { count: 3, mean: 3.25, p50: 1, p95: 8, p99: 8, most: 8 };
  expect(sharedCommitWords(spread)).toBe('平均 3.3 张，最多 8 张');
  expect(sharedCommitWords(null)).toBe(NOTHING_YET);
});
