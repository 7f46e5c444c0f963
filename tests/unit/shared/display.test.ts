import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shape, shapeOf } from '../../../shared/ballot.ts';
import { advanceBatches, BATCH_LEAST, type Batches } from '../../../shared/display.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import {
  addBallot,
  addTallies,
  copyTally,
  emptyTally,
  sameTally,
  type Tally,
} from '../../../shared/tally.ts';

const shape: Shape = shapeOf({ ...NOTICE_RULE, items: [{ label: '总体', share: '100' }] }, 1);

function box(...ballots: readonly [group: number, mark: number][]): Tally {
  const tally = emptyTally(shape);
  for (const [group, mark] of ballots) addBallot(tally, group, [mark]);
  return tally;
}

function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

function nothing(): Batches {
  return { shown: emptyTally(shape), waiting: emptyTally(shape) };
}

/** What is shown after each of these boxes was looked at in turn. */
function look(...boxes: readonly Tally[]): Batches {
  return boxes.reduce(advanceBatches, nothing());
}

function others(count: number): Tally {
  return box(...times(count, [1, 2] as [number, number]));
}

describe('[SECRET-3] batched display', () => {
  test('four new ballots make no batch, and a batch is shown once five have followed it', () => {
    const before = nothing();
    expect(advanceBatches(before, others(4))).toBe(before);
    expect([...look(others(6), others(10)).shown.returned]).toEqual([0, 0]);
    expect(sameTally(look(others(6), others(11)).shown, others(6))).toBe(true);
    expect(sameTally(look(others(6), others(11), others(16)).shown, others(11))).toBe(true);
  });

  test('a batch that was forgotten comes later, and holds no fewer', () => {
    const { shown } = look(others(6), others(9));
    const forgotten = { shown, waiting: shown };
    const again = advanceBatches(advanceBatches(forgotten, others(9)), others(14));
    expect(sameTally(again.shown, others(9))).toBe(true);
  });

  test('a group moves on by itself: the other one’s few new ballots stay unseen', () => {
    const leaders = times(6, [0, 1] as [number, number]);
    const more = times(12, [0, 1] as [number, number]);
    const { shown } = look(box(...leaders, [1, 3]), box(...more, [1, 3]));
    expect([...shown.returned]).toEqual([6, 0]);
  });

  test('two groups can move on together', () => {
    const both = box(
      ...times(5, [0, 1] as [number, number]),
      ...times(7, [1, 2] as [number, number]),
    );
    expect(sameTally(look(both, addTallies(both, both)).shown, both)).toBe(true);
  });

  test('in any course of votes each step holds at least five, and so does what closing adds', () => {
    const course = fc.array(
      fc.record({
        group: fc.integer({ min: 0, max: 1 }),
        mark: fc.integer({ min: 0, max: 3 }),
        look: fc.boolean(),
        forget: fc.boolean(),
      }),
      { maxLength: 80 },
    );
    fc.assert(fc.property(course, followCourse));
  });
});

function followCourse(
  votes: readonly {
    readonly group: number;
    readonly mark: number;
    readonly look: boolean;
    readonly forget: boolean;
  }[],
): void {
  const actual = emptyTally(shape);
  let batches = nothing();
  for (const { group, mark, look, forget } of votes) {
    addBallot(actual, group, [mark]);
    if (!look) continue;
    const before = forget ? { shown: batches.shown, waiting: batches.shown } : batches;
    batches = advanceBatches(before, copyTally(actual));
    for (const index of [0, 1]) {
      checkDifference(before.shown, batches.shown, index);
      // Whenever the vote is closed, this is what the last frame adds.
      if ((batches.shown.returned[index] as number) > 0)
        expect(difference(batches.shown, actual, index)).toBeGreaterThanOrEqual(BATCH_LEAST);
    }
  }
}

function difference(earlier: Tally, later: Tally, group: number): number {
  return (later.returned[group] as number) - (earlier.returned[group] as number);
}

function checkDifference(earlier: Tally, later: Tally, group: number): void {
  const step = difference(earlier, later, group);
  if (step !== 0) expect(step).toBeGreaterThanOrEqual(BATCH_LEAST);
}
