import Fraction from 'fraction.js';
import { tenThousandths } from './decimal.ts';
import type { EmptyGroupPolicy, Rule } from './rule.ts';
import { cellCounts, type Tally } from './tally.ts';

/** Ten-thousandths in one. */
const UNITS = 10_000n;

/** What one group said of one presenter on one item. */
export interface CellScore {
  /** One count a grade. */
  readonly counts: readonly number[];
  readonly blank: number;
  /** Marks that are grades; the base of every percentage of this cell (SCORE-1, SCORE-6). */
  readonly valid: number;
  /** Σ points × count ÷ valid; null without a valid mark. */
  readonly mean: Fraction | null;
  /** mean × share ÷ 100 (SCORE-2). */
  readonly score: Fraction | null;
}

export interface ItemScore {
  readonly groups: readonly CellScore[];
  /** The groups' item scores, weighted; null where the rule withholds it. */
  readonly score: Fraction | null;
}

export interface PresenterScore {
  readonly items: readonly ItemScore[];
  /** 该类得分, by group; null where the group has no valid mark on some item (RULE-5). */
  readonly groups: readonly (Fraction | null)[];
  readonly exact: Fraction | null;
  /** Rounded once, half up, to the rule's places (SCORE-4); null when withheld. */
  readonly score: string | null;
  /** By the rounded score that people can see; null when withheld (SCORE-5). */
  readonly rank: number | null;
}

/** [SCORE-1..5] The official figures, one entry a presenter, in the order of the ballot. */
export function scoreTally(rule: Rule, tally: Tally): readonly PresenterScore[] {
  const scored = Array.from({ length: tally.shape.presenters }, (_, presenter) =>
    scorePresenter(rule, tally, presenter),
  );
  const ranks = rankScores(scored.map(({ score }) => score));
  return scored.map((presenter, index) => ({ ...presenter, rank: ranks[index] ?? null }));
}

function scorePresenter(rule: Rule, tally: Tally, presenter: number): Omit<PresenterScore, 'rank'> {
  const cells = rule.items.map((item, itemIndex) =>
    rule.groups.map((_, group) =>
      scoreCell(rule, cellCounts(tally, presenter, itemIndex, group), item.share),
    ),
  );
  const groups = rule.groups.map((_, group) =>
    sumOrNull(cells.map((row) => row[group]?.score ?? null)),
  );
  const exact = weigh(rule, groups);
  // An item's score uses the weights that the presenter's score uses, so that the items add up to it.
  const items = cells.map((row) => ({
    groups: row,
    score:
      exact === null
        ? null
        : weigh(
            rule,
            row.map((cell, group) => (groups[group] === null ? null : cell.score)),
          ),
  }));
  return {
    items,
    groups,
    exact,
    score: exact === null ? null : roundHalfUp(exact, rule.decimals),
  };
}

function scoreCell(rule: Rule, counted: readonly number[], share: string): CellScore {
  const counts = counted.slice(0, -1);
  const blank = counted.at(-1) ?? 0;
  const valid = counts.reduce((sum, count) => sum + count, 0);
  if (valid === 0) return { counts, blank, valid, mean: null, score: null };
  const points = counts.reduce(
    (sum, count, grade) => sum + wholeOf(rule.grades[grade]?.points ?? '0') * BigInt(count),
    0n,
  );
  // Whole ten-thousandths until here: a running vote scores thousands of cells ten times a second.
  const mean = new Fraction(points, BigInt(valid) * UNITS);
  const score = new Fraction(points * wholeOf(share), BigInt(valid) * UNITS * UNITS * 100n);
  return { counts, blank, valid, mean, score };
}

/** A decimal of a checked rule in ten-thousandths; any other is a bug of the caller. */
function wholeOf(decimal: string): bigint {
  const whole = tenThousandths(decimal);
  if (whole === null) throw new RangeError(`not a decimal of a rule: ${decimal}`);
  return whole;
}

function sumOrNull(parts: readonly (Fraction | null)[]): Fraction | null {
  let sum = new Fraction(0);
  for (const part of parts) {
    if (part === null) return null;
    sum = sum.add(part);
  }
  return sum;
}

/** [SCORE-3] Σ weight ÷ 100 × group score, a missing group treated as the rule says (RULE-5). */
function weigh(rule: Rule, groups: readonly (Fraction | null)[]): Fraction | null {
  if (rule.emptyGroup === 'withhold' && groups.includes(null)) return null;
  if (groups.every((group) => group === null))
    return rule.emptyGroup === 'zero' ? new Fraction(0) : null;
  let sum = new Fraction(0);
  let weights = new Fraction(0);
  groups.forEach((group, index) => {
    if (group === null) return;
    const weight = new Fraction(rule.groups[index]?.weight ?? '0');
    sum = sum.add(group.mul(weight));
    weights = weights.add(weight);
  });
  return sharedOut(sum, weights, rule.emptyGroup);
}

function sharedOut(sum: Fraction, weights: Fraction, policy: EmptyGroupPolicy): Fraction | null {
  if (policy !== 'renormalize') return sum.div(100);
  // Only groups of weight 0 are left: nobody's marks count, so there is nothing to scale up.
  return weights.equals(0) ? null : sum.div(weights);
}

/** [SCORE-4] 四舍五入 of a non-negative fraction: 86.125 to 2 places is `'86.13'`. */
export function roundHalfUp(value: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const rounded = (value.n * scale * 2n + value.d) / (value.d * 2n);
  if (decimals === 0) return rounded.toString();
  const digits = rounded.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * [SCORE-5] Competition ranks (1, 1, 3) of published scores, all with the same number of places;
 * null for a withheld score, which takes no rank from the others.
 */
export function rankScores(scores: readonly (string | null)[]): readonly (number | null)[] {
  const values = scores.map((score) => (score === null ? null : BigInt(score.replace('.', ''))));
  return values.map((value) =>
    value === null ? null : 1 + values.filter((other) => other !== null && other > value).length,
  );
}
