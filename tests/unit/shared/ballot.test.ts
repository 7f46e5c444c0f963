import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ballotSize,
  checkMarks,
  packBallot,
  shapeOf,
  unpackBallot,
} from '../../../shared/ballot.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import { anyBox } from './arbitrary-rule.ts';

const shape = shapeOf(NOTICE_RULE, 8);
const full = Array.from({ length: ballotSize(shape) }, (_, cell) => cell % 4);
const allowed = { ...NOTICE_RULE, blank: 'allowed' as const };

function withMark(mark: number): readonly number[] {
  return [...full.slice(0, -1), mark];
}

describe('[CAST-5] all or nothing', () => {
  test('a full ballot is accepted', () => {
    expect(checkMarks(full, shape, NOTICE_RULE)).toEqual({ ok: true, value: full });
  });

  test.each([
    ['no mark at all', [], 'marks_missing'],
    ['one mark short', full.slice(1), 'marks_missing'],
    ['one mark more', [...full, 0], 'marks_extra'],
    ['a grade that does not exist', withMark(5), 'mark_out_of_range'],
    ['a negative mark', withMark(-1), 'mark_out_of_range'],
    ['half a grade', withMark(0.5), 'mark_out_of_range'],
    ['not a number', withMark(Number.NaN), 'mark_out_of_range'],
    ['[RULE-4] a blank where none is allowed', withMark(4), 'blank_refused'],
  ])('%s is refused', (_, marks, code) => {
    expect(checkMarks(marks, shape, NOTICE_RULE)).toMatchObject({ ok: false, code });
  });

  test('[RULE-4] a blank is a mark where the rule allows it', () => {
    expect(checkMarks(withMark(4), shape, allowed).ok).toBe(true);
    expect(checkMarks(withMark(5), shape, allowed)).toMatchObject({ code: 'mark_out_of_range' });
  });
});

describe('[SECRET-1] a ballot in the box', () => {
  test('has the same size whatever is marked, and reads back', () => {
    fc.assert(
      fc.property(anyBox(), ({ shape: any, ballots }) => {
        for (const { marks } of ballots) {
          const bytes = packBallot(marks);
          expect(bytes).toHaveLength(ballotSize(any));
          expect(unpackBallot(bytes, any)).toEqual(marks);
        }
      }),
    );
  });

  test('is never taken for an empty slot', () => {
    expect(unpackBallot(new Uint8Array(ballotSize(shape)), shape)).toBeNull();
    expect(unpackBallot(packBallot(full.map(() => 0)), shape)).not.toBeNull();
  });

  test('is refused as damaged when half of it is empty, or a mark does not exist', () => {
    const half = packBallot(full);
    half[3] = 0;
    expect(() => unpackBallot(half, shape)).toThrow('damaged');
    const wild = packBallot(full);
    wild[3] = shape.grades + 2;
    expect(() => unpackBallot(wild, shape)).toThrow('damaged');
    expect(() => unpackBallot(half.slice(1), shape)).toThrow('damaged');
  });
});
