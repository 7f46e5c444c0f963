import { expect, test } from 'vitest';
import { Pace } from '../../../../server/voting/pace.ts';

test('ballots of the last minute, from totals of every few seconds', () => {
  const pace = new Pace();
  for (let second = 0; second <= 120; second++) pace.note(second * 1000, 1, second * 2);
  expect(pace.perMinute(120_000)).toBe(120);
});

test('what was in the box before the first look was not returned this minute', () => {
  const pace = new Pace();
  pace.note(0, 1, 5000);
  expect(pace.perMinute(0)).toBe(0);
  pace.note(10_000, 1, 5003);
  expect(pace.perMinute(10_000)).toBe(3);
});

test('a minute of silence is nothing a minute, and a new round starts from nothing', () => {
  const pace = new Pace();
  pace.note(0, 1, 0);
  pace.note(1000, 1, 40);
  expect(pace.perMinute(2000)).toBe(40);
  expect(pace.perMinute(90_000)).toBe(0);
  pace.note(91_000, 2, 0);
  expect(pace.perMinute(91_000)).toBe(0);
});

test('[PHASE-8] a clock that was set back begins a new minute', () => {
  const pace = new Pace();
  pace.note(3_600_000, 1, 0);
  pace.note(0, 1, 100);
  pace.note(20_000, 1, 103);
  expect(pace.perMinute(20_000)).toBe(3);
});
