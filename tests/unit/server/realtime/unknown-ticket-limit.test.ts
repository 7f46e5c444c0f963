import { expect, test } from 'vitest';
import { UnknownTicketLimit } from '../../../../server/realtime/unknown-ticket-limit.ts';

function takeMany(limit: UnknownTicketLimit, address: string, times: number): number {
  let taken = 0;
  for (let time = 0; time < times; time++) if (limit.take(address)) taken += 1;
  return taken;
}

test('60 tries at once, then one a second', () => {
  let now = 0;
  const limit = new UnknownTicketLimit(() => now);
  expect(takeMany(limit, '192.168.1.7', 100)).toBe(60);
  now = 500;
  expect(limit.take('192.168.1.7')).toBe(false);
  now = 3000;
  expect(takeMany(limit, '192.168.1.7', 100)).toBe(3);
  now = 3_600_000;
  expect(takeMany(limit, '192.168.1.7', 100)).toBe(60);
});

test('one address does not use up the tries of another', () => {
  const limit = new UnknownTicketLimit(() => 0);
  takeMany(limit, '192.168.1.7', 100);
  expect(takeMany(limit, '192.168.1.8', 100)).toBe(60);
});

test('[PHASE-8] a clock that is set back gives and takes nothing', () => {
  let now = 1_000_000;
  const limit = new UnknownTicketLimit(() => now);
  takeMany(limit, '192.168.1.7', 30);
  now = 0;
  expect(takeMany(limit, '192.168.1.7', 100)).toBe(30);
  now = 2000;
  expect(takeMany(limit, '192.168.1.7', 100)).toBe(2);
});
