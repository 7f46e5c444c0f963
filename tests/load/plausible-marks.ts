import type { Marks } from '../../shared/ballot.ts';
import { bellShaped, type Random } from './seeded-random.ts';

/** The size of a ballot, as far as marks depend on it. */
export interface BallotSize {
  readonly presenters: number;
  readonly items: number;
  readonly grades: number;
}

/** How well each presenter does in the eyes of a hall, from 0 to 1. */
export function presenterQualities(presenters: number, random: Random): readonly number[] {
  return Array.from({ length: presenters }, () => bellShaped(random));
}

/** The first group, the leaders, is a little stricter; one voter in four uses 整人同评. */
export function plausibleMarks(
  { items, grades }: BallotSize,
  group: number,
  qualities: readonly number[],
  random: Random,
): Marks {
  const strictness = (group === 0 ? 0.08 : 0) + (random() - 0.5) * 0.3;
  const sameForAllItems = random() < 0.25;
  return qualities.flatMap((quality) => {
    const level = 0.4 + quality * 0.6 - strictness;
    const whole = grade(level, grades, random);
    return Array.from({ length: items }, () =>
      sameForAllItems ? whole : grade(level, grades, random),
    );
  });
}

/** The best grade with probability `level`, else the next with the same probability, and so on. */
function grade(level: number, grades: number, random: Random): number {
  for (let index = 0; index < grades - 1; index++) if (random() < level) return index;
  return grades - 1;
}
