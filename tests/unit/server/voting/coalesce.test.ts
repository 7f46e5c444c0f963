import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from '../../../../server/voting/coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first request acts at once, many within the interval make one more act', async () => {
  const acts: number[] = [];
  const { request } = coalesce(100, async () => {
    acts.push(Date.now());
  });
  const start = Date.now();
  for (let count = 0; count < 50; count++) request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(acts.map((at) => at - start)).toEqual([0, 100]);
  request();
  expect(acts).toHaveLength(3);
});

test('steady requests make ten acts a second, the last after the last request', async () => {
  let acts = 0;
  let newest = 0;
  let seen = 0;
  const { request } = coalesce(100, async () => {
    acts += 1;
    seen = newest;
  });
  for (newest = 1; newest <= 100; newest++) {
    request();
    await vi.advanceTimersByTimeAsync(10);
  }
  newest = 101;
  request();
  await vi.advanceTimersByTimeAsync(200);
  expect(acts).toBeLessThanOrEqual(12);
  expect(seen).toBe(101);
});

test('a slow act is never overtaken by another', async () => {
  let underWay = 0;
  let most = 0;
  const { request } = coalesce(10, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 500));
    underWay -= 1;
  });
  for (let count = 0; count < 20; count++) {
    request();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(most).toBe(1);
});

test('after a stop nothing acts any more, and the stop waits for the act under way', async () => {
  let ended = 0;
  const { request, stop } = coalesce(10, async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    ended += 1;
  });
  request();
  request();
  const stopped = stop();
  await vi.advanceTimersByTimeAsync(50);
  await stopped;
  request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toBe(1);
});
