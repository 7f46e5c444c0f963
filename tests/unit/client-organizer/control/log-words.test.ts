import { expect, test } from 'vitest';
import { eventWords, logLine } from '../../../../client-organizer/views/control/log-words.ts';
import { LOG_EVENTS, type LogEntry } from '../../../../shared/protocol/organizer.ts';

function entry(event: LogEntry['event'], figures: LogEntry['figures'] = {}): LogEntry {
  return { at: 0, role: 'organizer', event, figures };
}

test('[PHASE-2] every event has Chinese words of its own', () => {
  const words = LOG_EVENTS.map(eventWords);
  for (const each of words) expect(each).toMatch(/^[\p{Script=Han}，、]+$/u);
  expect(new Set(words).size).toBe(LOG_EVENTS.length);
});

test.each([
  [entry('closed', { round: 1, issued: 180, returned: 178 }), '结束测评 · 发出 180 · 收回 178'],
  [
    { ...entry('closed', { round: 1, issued: 180, returned: 178 }), role: 'server' as const },
    '倒计时结束，测评随之结束 · 发出 180 · 收回 178',
  ],
  [
    entry('opened', { round: 2, issued: 180, returned: 0 }),
    '开启测评 · 第 2 轮 · 发出 180 · 收回 0',
  ],
  [
    entry('tickets_minted', { minted: 180, 'A 票': 30, 'B 票': 150 }),
    '制票 · 共 180 张 · A 票 30 · B 票 150',
  ],
  [
    entry('round_voided', { round: 1, reason: '设备故障' }),
    '作废本轮，票箱已清空 · 原因：设备故障',
  ],
  [entry('closing_announced', { round: 1, seconds: 30 }), '开始倒计时（30 秒后结束）'],
  [entry('screen_link_made', { kind: 'host' }), '新建链接 · 主持人'],
  [entry('storage_failed', { code: 'SQLITE_FULL' }), '存储故障，暂停收票 · 故障代码 SQLITE_FULL'],
])('[PHASE-2] %o reads %s', (given, line) => {
  expect(logLine(given)).toBe(line);
});
