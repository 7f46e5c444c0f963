import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentages } from '../../../shared/percent.ts';

test.each([
  [
    [1, 1, 1],
    ['33.4', '33.3', '33.3'],
  ],
  [
    [2, 1],
    ['66.7', '33.3'],
  ],
  [
    [0, 5],
    ['0.0', '100.0'],
  ],
  [
    [1, 999, 1],
    ['0.1', '99.8', '0.1'],
  ],
])('[SCORE-6] %j is shown as %j', (counts, shown) => {
  expect(percentages(counts)).toEqual(shown);
});

test('[SCORE-6] nothing counted has no percentage', () => {
  expect(percentages([0, 0, 0])).toBeNull();
});

test('[SCORE-6] shown shares add up to exactly 100.0 and are each less than a tenth off', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(counts, (list) => {
      const shown = percentages(list);
      const total = list.reduce((sum, count) => sum + count, 0);
      fc.pre(shown !== null);
      const tenths = (shown ?? []).map((text) => Number(text.replace('.', '')));
      expect(tenths.reduce((sum, tenth) => sum + tenth, 0)).toBe(1000);
      tenths.forEach((tenth, index) => {
        expect(Math.abs(tenth * total - (list[index] as number) * 1000)).toBeLessThan(total);
      });
    }),
  );
});
