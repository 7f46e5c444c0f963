import type { Rule } from '../../../shared/rule.ts';

/**
 * A second opinion on the figures of a meeting, made from the marks alone. It shares nothing with
 * shared/tally.ts and shared/score.ts on purpose, and must not: two ways that agree are the proof.
 */

export interface SentBallot {
  readonly group: number;
  /** Presenter by presenter, within a presenter item by item; the number of a grade each. */
  readonly marks: readonly number[];
}

export interface Recount {
  /** Ballots by group. */
  readonly returned: readonly number[];
  /** In the order of the ballot. */
  readonly presenters: readonly RecountedPresenter[];
}

export interface RecountedPresenter {
  /** By item, group and grade. */
  readonly counts: readonly (readonly (readonly number[])[])[];
  /** By group, rounded; null where some item has no grade of that group. */
  readonly groupScores: readonly (string | null)[];
  /** Rounded; null when some group is missing. */
  readonly score: string | null;
  readonly exact: Ratio | null;
  readonly rank: number | null;
}

/** `above` ÷ `below`, never shortened. */
export interface Ratio {
  readonly above: bigint;
  readonly below: bigint;
}

/** For the notice's rule, where every cell is filled and a missing group withholds the score. */
export function recountBallots(
  rule: Rule,
  presenters: number,
  ballots: readonly SentBallot[],
): Recount {
  const returned = rule.groups.map(
    (_, group) => ballots.filter((one) => one.group === group).length,
  );
  const counted = Array.from({ length: presenters }, (_, presenter) =>
    recountPresenter(rule, presenter, ballots),
  );
  return {
    returned,
    presenters: counted.map((one) => ({ ...one, rank: rankAmong(one.score, counted) })),
  };
}

function recountPresenter(
  rule: Rule,
  presenter: number,
  ballots: readonly SentBallot[],
): Omit<RecountedPresenter, 'rank'> {
  const counts = rule.items.map((_, item) =>
    rule.groups.map((_, group) =>
      rule.grades.map(
        (_, grade) =>
          ballots.filter(
            (one) =>
              one.group === group && one.marks[presenter * rule.items.length + item] === grade,
          ).length,
      ),
    ),
  );
  const groups = rule.groups.map((_, group) => groupScore(rule, counts, group));
  const exact = weighted(rule, groups);
  return {
    counts,
    groupScores: groups.map((score) => rounded(score, rule.decimals)),
    score: rounded(exact, rule.decimals),
    exact,
  };
}

/** Σ over items of (Σ points × count ÷ number of grades given) × share ÷ 100. */
function groupScore(
  rule: Rule,
  counts: readonly (readonly (readonly number[])[])[],
  group: number,
): Ratio | null {
  let sum: Ratio = { above: 0n, below: 1n };
  for (const [item, { share }] of rule.items.entries()) {
    let points = 0n;
    let given = 0n;
    for (const [grade, count] of (counts[item]?.[group] ?? []).entries()) {
      points += scaled(rule.grades[grade]?.points ?? '') * BigInt(count);
      given += BigInt(count);
    }
    if (given === 0n) return null;
    sum = plus(sum, { above: points * scaled(share), below: given * 100n * SCALE * SCALE });
  }
  return sum;
}

function weighted(rule: Rule, groups: readonly (Ratio | null)[]): Ratio | null {
  let sum: Ratio = { above: 0n, below: 1n };
  for (const [group, { weight }] of rule.groups.entries()) {
    const score = groups[group] ?? null;
    if (score === null) return null;
    sum = plus(sum, { above: score.above * scaled(weight), below: score.below * 100n * SCALE });
  }
  return sum;
}

/** Decimals of the rule have at most four places. */
const SCALE = 10_000n;

function scaled(decimal: string): bigint {
  const [whole = '', places = ''] = decimal.split('.');
  return BigInt(`${whole}${places}${'0'.repeat(4 - places.length)}`);
}

function plus(one: Ratio, other: Ratio): Ratio {
  return {
    above: one.above * other.below + other.above * one.below,
    below: one.below * other.below,
  };
}

/** 四舍五入, digit by digit: the whole part, the places, and then one look at what is left. */
function rounded(ratio: Ratio | null, places: number): string | null {
  if (ratio === null) return null;
  let digits = ratio.above / ratio.below;
  let rest = ratio.above % ratio.below;
  for (let place = 0; place < places; place++) {
    digits = digits * 10n + (rest * 10n) / ratio.below;
    rest = (rest * 10n) % ratio.below;
  }
  if (rest * 2n >= ratio.below) digits += 1n;
  const text = digits.toString().padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** One more than the number of those whose published score is higher. */
function rankAmong(
  score: string | null,
  all: readonly { readonly score: string | null }[],
): number | null {
  if (score === null) return null;
  const hundredths = (text: string) => BigInt(text.replace('.', ''));
  const higher = all.filter(
    (other) => other.score !== null && hundredths(other.score) > hundredths(score),
  );
  return higher.length + 1;
}
