import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { packBallot } from '../../../shared/ballot.ts';
import { rankScores, roundHalfUp, scoreTally } from '../../../shared/score.ts';
import { addTallies, recount, sameTally } from '../../../shared/tally.ts';
import { anyBox } from './arbitrary-rule.ts';
import { type ScoringCase, tallyFromCounts } from './counted-tally.ts';

const vectors: { readonly cases: readonly ScoringCase[] } = JSON.parse(
  readFileSync(new URL('../../vectors/scoring.json', import.meta.url), 'utf8'),
);

function fractionText(value: Fraction | null): string | null {
  return value === null ? null : `${value.n}/${value.d}`;
}

describe('[SCORE-1..5] the scoring cases', () => {
  test.each(vectors.cases)('$name', ({ rule, counts, expect: expected }) => {
    const scored = scoreTally(rule, tallyFromCounts(rule, counts));
    expect(
      scored.map((presenter) => ({
        groupScores: presenter.groups.map(fractionText),
        exact: fractionText(presenter.exact),
        score: presenter.score,
        rank: presenter.rank,
      })),
    ).toEqual(expected);
  });
});

describe('[SCORE-4] rounding', () => {
  test.each([
    ['86.125', 2, '86.13'],
    ['1.005', 2, '1.01'],
    ['0.5', 0, '1'],
    ['0.004', 2, '0.00'],
    ['0.005', 2, '0.01'],
    ['99.995', 2, '100.00'],
    ['12.34565', 4, '12.3457'],
  ])('%s to %i places is %s', (value, decimals, published) => {
    expect(roundHalfUp(new Fraction(value), decimals)).toBe(published);
  });

  test('is never further than half a unit from the exact value, and goes up from the half', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.bigInt(1n, 10n ** 9n),
        fc.integer({ min: 0, max: 4 }),
        (numerator, denominator, decimals) => {
          const scale = 10n ** BigInt(decimals);
          const published = BigInt(
            roundHalfUp(new Fraction(numerator, denominator), decimals).replace('.', ''),
          );
          // published - 1/2 <= exact × scale < published + 1/2, in whole numbers
          const doubled = 2n * numerator * scale;
          expect(doubled >= (2n * published - 1n) * denominator).toBe(true);
          expect(doubled < (2n * published + 1n) * denominator).toBe(true);
        },
      ),
    );
  });
});

describe('[SCORE-5] ranks', () => {
  test('equal scores share a rank, the next is skipped, a withheld one takes none', () => {
    expect(rankScores(['90.00', '95.10', null, '95.10', '80.00'])).toEqual([3, 1, null, 1, 4]);
  });

  test('a rank is one more than the number of better scores', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 12 }))), (cents) => {
        const scores = cents.map((cent) => (cent === null ? null : (cent / 100).toFixed(2)));
        rankScores(scores).forEach((rank, index) => {
          const own = cents[index] ?? null;
          const better = cents.filter((cent) => cent !== null && own !== null && cent > own).length;
          expect(rank).toBe(own === null ? null : better + 1);
        });
      }),
    );
  });
});

describe('[SCORE-7] any rule that RULE-1 allows', () => {
  test('the order of ballots does not matter', () => {
    fc.assert(
      fc.property(
        anyBox().chain((box) =>
          fc.tuple(
            fc.constant(box),
            fc.shuffledSubarray([...box.ballots], { minLength: box.ballots.length }),
          ),
        ),
        ([box, shuffled]) => {
          const slots = (ballots: typeof shuffled) =>
            ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) }));
          const one = recount(slots([...box.ballots]), box.shape);
          const other = recount(slots(shuffled), box.shape);
          expect(sameTally(one, other)).toBe(true);
          expect(scoreTally(box.rule, one)).toEqual(scoreTally(box.rule, other));
        },
      ),
    );
  });

  test('adding two tallies equals the tally of both boxes', () => {
    fc.assert(
      fc.property(anyBox(), fc.nat(), (box, cut) => {
        const slots = box.ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) }));
        const at = slots.length === 0 ? 0 : cut % slots.length;
        const parts = addTallies(
          recount(slots.slice(0, at), box.shape),
          recount(slots.slice(at), box.shape),
        );
        expect(sameTally(parts, recount(slots, box.shape))).toBe(true);
      }),
    );
  });

  test('a score is between the lowest and the highest points, and the items add up to it', () => {
    fc.assert(
      fc.property(anyBox(), (box) => {
        const tally = recount(
          box.ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) })),
          box.shape,
        );
        const points = box.rule.grades.map((grade) => new Fraction(grade.points));
        const highest = points.reduce((most, point) => (point.gt(most) ? point : most));
        for (const presenter of scoreTally(box.rule, tally)) {
          if (presenter.exact === null) continue;
          expect(presenter.exact.lte(highest)).toBe(true);
          const items = presenter.items.reduce(
            (sum, item) => sum.add(item.score ?? 0),
            new Fraction(0),
          );
          expect(items.equals(presenter.exact)).toBe(true);
        }
      }),
    );
  });

  test('agrees with a count made naively, ballot by ballot, in whole numbers', () => {
    fc.assert(
      fc.property(anyBox(), (box) => {
        const tally = recount(
          box.ballots.map(({ group, marks }) => ({ group, bytes: packBallot(marks) })),
          box.shape,
        );
        scoreTally(box.rule, tally).forEach((presenter, presenterIndex) => {
          expect(fractionText(presenter.exact)).toBe(naiveScore(box, presenterIndex));
        });
      }),
    );
  });
});

/** The formula of the notice read aloud: no tally, no cells, one big fraction at the end. */
function naiveScore(
  {
    rule,
    ballots,
  }: {
    rule: Parameters<typeof scoreTally>[0];
    ballots: readonly { group: number; marks: readonly number[] }[];
  },
  presenter: number,
): string | null {
  const groupScores = rule.groups.map((_, group): Fraction | null => {
    let sum: Fraction | null = new Fraction(0);
    rule.items.forEach((item, itemIndex) => {
      const points = ballots
        .filter((ballot) => ballot.group === group)
        .map((ballot) => ballot.marks[presenter * rule.items.length + itemIndex] as number)
        .filter((mark) => mark < rule.grades.length)
        .map((mark) => new Fraction(rule.grades[mark]?.points ?? '0'));
      if (points.length === 0) sum = null;
      if (sum !== null)
        sum = sum.add(
          points
            .reduce((total, point) => total.add(point), new Fraction(0))
            .div(points.length)
            .mul(new Fraction(item.share))
            .div(100),
        );
    });
    return sum;
  });
  if (rule.emptyGroup === 'withhold' && groupScores.includes(null)) return null;
  const present = rule.groups.map((group, index) => ({
    weight: new Fraction(group.weight),
    score: groupScores[index] ?? null,
  }));
  const counted = present.filter((group) => group.score !== null);
  const base =
    rule.emptyGroup === 'renormalize'
      ? counted.reduce((sum, group) => sum.add(group.weight), new Fraction(0))
      : new Fraction(100);
  if (base.equals(0)) return null;
  return fractionText(
    counted
      .reduce((sum, group) => sum.add(group.weight.mul(group.score ?? 0)), new Fraction(0))
      .div(base),
  );
}
