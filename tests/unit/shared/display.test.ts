import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shape, shapeOf } from '../../../shared/ballot.ts';
import { advanceBatched, BATCH_LEAST } from '../../../shared/display.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import { addBallot, copyTally, emptyTally, sameTally, type Tally } from '../../../shared/tally.ts';

const shape: Shape = shapeOf({ ...NOTICE_RULE, items: [{ label: '总体', share: '100' }] }, 1);

function box(...ballots: readonly [group: number, mark: number][]): Tally {
  const tally = emptyTally(shape);
  for (const [group, mark] of ballots) addBallot(tally, group, [mark]);
  return tally;
}

function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

describe('[SECRET-3] batched display', () => {
  test('four new ballots of a group stay unseen, five appear together', () => {
    const shown = emptyTally(shape);
    expect(advanceBatched(shown, box(...times(4, [0, 1] as [number, number])), [9, 9])).toBe(shown);
    const five = box(...times(5, [0, 1] as [number, number]));
    expect(sameTally(advanceBatched(shown, five, [9, 9]), five)).toBe(true);
  });

  test('a group moves on by itself: the other one’s few new ballots stay unseen', () => {
    const next = advanceBatched(
      emptyTally(shape),
      box(...times(6, [0, 1] as [number, number]), [1, 3]),
      [9, 9],
    );
    expect([...next.returned]).toEqual([6, 0]);
  });

  test('two groups can move on together', () => {
    const both = box(
      ...times(5, [0, 1] as [number, number]),
      ...times(7, [1, 2] as [number, number]),
    );
    expect(sameTally(advanceBatched(emptyTally(shape), both, [9, 9]), both)).toBe(true);
  });

  test('a step that would leave the last few to appear alone is not taken', () => {
    const six = box(...times(6, [0, 1] as [number, number]));
    const shown = emptyTally(shape);
    expect(advanceBatched(shown, six, [4, 9])).toBe(shown);
    expect(advanceBatched(shown, six, [0, 9])).not.toBe(shown);
  });

  test('in any course of votes every step shows at least five, and the last few wait for closing', () => {
    const course = fc.array(
      fc.record({
        group: fc.integer({ min: 0, max: 1 }),
        mark: fc.integer({ min: 0, max: 3 }),
        look: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(fc.property(course, followCourse));
  });
});

function followCourse(
  votes: readonly { readonly group: number; readonly mark: number; readonly look: boolean }[],
): void {
  const issued = [0, 1].map((group) => votes.filter((vote) => vote.group === group).length);
  const actual = emptyTally(shape);
  let shown = emptyTally(shape);
  for (const { group, mark, look } of votes) {
    addBallot(actual, group, [mark]);
    if (!look) continue;
    const outstanding = issued.map((count, index) => count - (actual.returned[index] as number));
    const next = advanceBatched(shown, copyTally(actual), outstanding);
    for (const index of [0, 1]) checkStep(shown, next, index, issued[index] as number);
    shown = next;
  }
}

function checkStep(shown: Tally, next: Tally, group: number, issued: number): void {
  const step = (next.returned[group] as number) - (shown.returned[group] as number);
  if (step === 0) return;
  expect(step).toBeGreaterThanOrEqual(BATCH_LEAST);
  const left = issued - (next.returned[group] as number);
  expect(left === 0 || left >= BATCH_LEAST).toBe(true);
}
