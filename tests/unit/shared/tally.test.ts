import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packBallot, shapeOf } from '../../../shared/ballot.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import {
  addBallot,
  cellCounts,
  copyTally,
  emptyTally,
  isPartOf,
  packTally,
  recount,
  sameTally,
  unpackTally,
} from '../../../shared/tally.ts';
import { anyBox } from './arbitrary-rule.ts';

const shape = shapeOf({ ...NOTICE_RULE, items: [{ label: '总体', share: '100' }] }, 2);

describe('[SCORE-1] counting', () => {
  test('a ballot lands in its group, its presenter and its grade, and nowhere else', () => {
    const tally = emptyTally(shape);
    addBallot(tally, 1, [0, 3]);
    expect(cellCounts(tally, 0, 0, 1)).toEqual([1, 0, 0, 0, 0]);
    expect(cellCounts(tally, 1, 0, 1)).toEqual([0, 0, 0, 1, 0]);
    expect(tally.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect([...tally.returned]).toEqual([0, 1]);
  });

  test('[RULE-4] a ballot of blanks alone is returned, and counted as blank', () => {
    const tally = emptyTally(shape);
    addBallot(tally, 0, [4, 4]);
    addBallot(tally, 0, [4, 0]);
    expect([...tally.returned]).toEqual([2, 0]);
    expect([...tally.blank]).toEqual([1, 0]);
    expect(cellCounts(tally, 0, 0, 0)).toEqual([0, 0, 0, 0, 2]);
  });

  test('every cell of a group holds as many marks as ballots were returned', () => {
    fc.assert(
      fc.property(anyBox(), ({ shape: any, ballots }) => {
        const tally = recount(
          ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) })),
          any,
        );
        for (let presenter = 0; presenter < any.presenters; presenter++)
          for (let item = 0; item < any.items; item++)
            for (let group = 0; group < any.groups; group++)
              expect(
                cellCounts(tally, presenter, item, group).reduce((sum, count) => sum + count, 0),
              ).toBe(ballots.filter((ballot) => ballot.group === group).length);
      }),
    );
  });

  test('empty slots count for nothing', () => {
    const slots = [new Uint8Array(2), packBallot([1, 2]), new Uint8Array(2)];
    const tally = recount(
      slots.map((bytes) => ({ group: 0, bytes })),
      shape,
    );
    expect([...tally.returned]).toEqual([1, 0]);
  });
});

describe('a tally as one record', () => {
  test('reads back, and one ballot more is another tally', () => {
    fc.assert(
      fc.property(anyBox(), ({ shape: any, ballots }) => {
        const tally = recount(
          ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) })),
          any,
        );
        const back = unpackTally(packTally(tally), any);
        expect(sameTally(back, tally)).toBe(true);
        const more = copyTally(tally);
        addBallot(more, 0, new Array(any.presenters * any.items).fill(0));
        expect(sameTally(more, tally)).toBe(false);
        expect([isPartOf(tally, more), isPartOf(more, tally)]).toEqual([true, false]);
        expect(isPartOf(tally, back)).toBe(true);
        expect(sameTally(back, tally)).toBe(true);
      }),
    );
  });

  test('differs from another by any single figure', () => {
    for (const part of ['counts', 'returned', 'blank'] as const) {
      const other = emptyTally(shape);
      other[part][0] = 1;
      expect(sameTally(other, emptyTally(shape))).toBe(false);
    }
  });

  test('of another shape is refused as damaged', () => {
    expect(() => unpackTally(packTally(emptyTally(shape)).slice(4), shape)).toThrow('damaged');
  });
});
