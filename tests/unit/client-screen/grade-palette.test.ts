import { describe, expect, it } from 'vitest';
import { gradePalette, PALETTE_GROUND, PATTERN_TILES } from '../../../shared/grade-palette.ts';
import { contrast, difference, VISIONS } from './colour-vision.ts';

const ALL_COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
/** About four times what an eye can just tell apart side by side. */
const LEAST_DIFFERENCE = 10;

describe('the palette of the grades', () => {
  it('gives the four grades of the notice their colours', () => {
    expect(gradePalette(4).map(({ colour }) => colour)).toEqual([
      '#08519C',
      '#3B8BC4',
      '#B8860B',
      '#A63603',
    ]);
  });

  it.each(ALL_COUNTS)('%i grades: each at least 3:1 against the ground', (grades) => {
    for (const { colour } of gradePalette(grades))
      expect(contrast(colour, PALETTE_GROUND)).toBeGreaterThanOrEqual(3);
  });

  it.each(ALL_COUNTS)('%i grades: neighbours apart, also for colour-blind eyes', (grades) => {
    const colours = gradePalette(grades).map(({ colour }) => colour);
    for (const vision of VISIONS)
      for (const [place, colour] of colours.slice(1).entries())
        expect(difference(colour, colours[place] ?? '', vision)).toBeGreaterThan(LEAST_DIFFERENCE);
  });

  it.each(ALL_COUNTS)('%i grades: every pattern once', (grades) => {
    const patterns = gradePalette(grades).map(({ pattern }) => pattern);
    expect(new Set(patterns.map((pattern) => PATTERN_TILES[pattern])).size).toBe(grades);
  });

  it('[RULE-1] knows no other number of grades', () => {
    for (const grades of [0, 1, 11]) expect(() => gradePalette(grades)).toThrow(RangeError);
  });
});
