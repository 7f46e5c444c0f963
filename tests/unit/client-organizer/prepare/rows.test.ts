import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveRow, withoutRow, withRow, withRowAt } from '../../../../client-organizer/rows.ts';

test.each([
  [0, 2, 'bcad'],
  [2, 0, 'cabd'],
  [3, 3, 'abcd'],
  [1, 2, 'acbd'],
  [9, 0, 'abcd'],
])('moving row %i to %i gives %s', (from, to, moved) => {
  expect(moveRow([...'abcd'], from, to).join('')).toBe(moved);
});

test('a moved row can be moved back, and no row is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), fc.nat(), (rows, one, other) => {
      const from = one % rows.length;
      const to = other % rows.length;
      expect(moveRow(moveRow(rows, from, to), to, from)).toEqual(rows);
    }),
  );
});

test('a deleted row goes back to its place', () => {
  const rows = ['甲', '乙', '丙'];
  expect(withRowAt(withoutRow(rows, 1), 1, '乙')).toEqual(rows);
  expect(withRow(rows, 2, '丁')).toEqual(['甲', '乙', '丁']);
});
