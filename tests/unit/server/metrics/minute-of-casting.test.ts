import { expect, test } from 'vitest';
import { MinuteOfCasting } from '../../../../server/metrics/minute-of-casting.ts';

function minuteAt(clock: { now: number }): MinuteOfCasting {
  return new MinuteOfCasting(() => clock.now);
}

test('nothing yet is no figure rather than a nought', () => {
  expect(minuteAt({ now: 0 }).figures()).toEqual({
    casts: { accepted: 0, refused: 0, unanswered: 0 },
    answer: null,
    commit: null,
    commitCasts: null,
  });
});

test('casts are told apart by how they ended; what got no answer has no time to one', () => {
  const minute = minuteAt({ now: 0 });
  minute.answered({ end: 'accepted', seconds: 0.01 });
  minute.answered({ end: 'accepted', seconds: 0.01 });
  minute.answered({ end: 'voting_closed', seconds: 0.01 });
  minute.answered({ end: 'no_answer', seconds: 60 });
  const { casts, answer } = minute.figures();
  expect(casts).toEqual({ accepted: 2, refused: 1, unanswered: 1 });
  expect(answer).toMatchObject({ count: 3 });
  expect(answer?.most).toBeLessThan(11);
});

test('a hundred times from 1 to 100 ms have the middle and the ends that they have', () => {
  const minute = minuteAt({ now: 0 });
  for (let ms = 1; ms <= 100; ms += 1) minute.answered({ end: 'accepted', seconds: ms / 1000 });
  for (let casts = 1; casts <= 100; casts += 1) minute.committed({ casts, seconds: casts / 1000 });
  const { answer, commit, commitCasts } = minute.figures();
  for (const spread of [answer, commit, commitCasts]) {
    const { count = 0, mean = 0, p50 = 0, p95 = 0, p99 = 0, most = 0 } = spread ?? {};
    expect(count).toBe(100);
    const figures = [mean / 50.5, p50 / 50, p95 / 95, p99 / 99, most / 100];
    for (const figure of figures) expect(Math.abs(figure - 1)).toBeLessThan(0.01);
  }
});

test('what is older than a minute is forgotten, five seconds at a time', () => {
  const clock = { now: 0 };
  const minute = minuteAt(clock);
  const accepted = () => minute.figures().casts.accepted;
  minute.answered({ end: 'accepted', seconds: 0.01 });
  clock.now = 30_000;
  minute.answered({ end: 'accepted', seconds: 0.01 });
  minute.committed({ casts: 1, seconds: 0.01 });
  clock.now = 59_999;
  expect(accepted()).toBe(2);
  clock.now = 60_000;
  expect(accepted()).toBe(1);
  clock.now = 90_000;
  expect(minute.figures()).toEqual(minuteAt(clock).figures());
});

test('a time beyond every clock still counts', () => {
  const minute = minuteAt({ now: 0 });
  minute.answered({ end: 'accepted', seconds: 1e9 });
  minute.answered({ end: 'accepted', seconds: 0 });
  expect(minute.figures().answer?.count).toBe(2);
});
