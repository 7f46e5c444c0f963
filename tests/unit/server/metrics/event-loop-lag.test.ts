import { expect, test } from 'vitest';
import { isLate, lagFigures, watchEventLoop } from '../../../../server/metrics/event-loop-lag.ts';

function seconds(...worst: readonly number[]) {
  return worst.map((one) => ({ typical: one / 10, worst: one }));
}

test('the middle second is typical, and the worst is the worst of all', () => {
  expect(lagFigures([])).toEqual({ typical: 0, worst: 0 });
  expect(lagFigures(seconds(10, 900, 20))).toEqual({ typical: 2, worst: 900 });
});

test('[RUN-1] one long pause is no lateness; a pause in each of five seconds is', () => {
  expect(isLate([])).toBe(false);
  expect(isLate(seconds(9000))).toBe(false);
  expect(isLate(seconds(500, 500, 500, 500))).toBe(false);
  expect(isLate(seconds(500, 500, 500, 500, 500))).toBe(true);
  expect(isLate(seconds(500, 500, 500, 499, 500))).toBe(false);
  expect(isLate(seconds(900, 900, 900, 900, 900, 10))).toBe(false);
});

test('a loop that stands still is seen to, and one that turns is not', async () => {
  const lag = watchEventLoop();
  // The histogram has to have begun before the pause.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const end = performance.now() + 700;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const { typical, worst } = lag.figures();
  lag.stop();
  expect(worst).toBeGreaterThan(500);
  expect(typical).toBeLessThan(worst);
});
