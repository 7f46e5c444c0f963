import { randomInt } from 'node:crypto';

/** Two figures for each vote; whether they know of each other is what is to be found out. */
export type Pairing = readonly (readonly [number, number])[];

/**
 * Spearman's rank correlation, times √(n − 1). If the two orders have nothing to do with each other,
 * its mean is 0 and its variance exactly 1, ties or not. 0 where one side says nothing at all.
 */
export function correlation(pairs: Pairing): number {
  const one = ranks(pairs.map(([first]) => first));
  const other = ranks(pairs.map(([, second]) => second));
  const middle = (pairs.length - 1) / 2;
  let both = 0;
  let ofOne = 0;
  let ofOther = 0;
  for (let index = 0; index < pairs.length; index++) {
    const first = (one[index] as number) - middle;
    const second = (other[index] as number) - middle;
    both += first * second;
    ofOne += first * first;
    ofOther += second * second;
  }
  if (ofOne === 0 || ofOther === 0) return 0;
  return (both / Math.sqrt(ofOne * ofOther)) * Math.sqrt(pairs.length - 1);
}

/** From 0; equal values share the mean of their ranks. */
function ranks(values: readonly number[]): readonly number[] {
  const ordered = values
    .map((value, index) => ({ value, index }))
    .sort((one, other) => one.value - other.value);
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0; start < ordered.length; ) {
    let end = start + 1;
    while (end < ordered.length && ordered[end]?.value === ordered[start]?.value) end++;
    for (const { index } of ordered.slice(start, end)) result[index] = (start + end - 1) / 2;
    start = end;
  }
  return result;
}

/**
 * How many votes that follow each other in one order are neighbours in the other, too: finds orders
 * that are kept in pieces. By chance 2 in all, whatever the number of votes, as in a Poisson
 * distribution. Ties are broken at random, on each side anew.
 */
export function neighbours(pairs: Pairing): number {
  const sequence = sorted(pairs.map(([first]) => first));
  const places = new Array<number>(pairs.length);
  for (const [place, vote] of sorted(pairs.map(([, second]) => second)).entries())
    places[vote] = place;
  const steps = sequence
    .slice(1)
    .map(
      (vote, before) => (places[vote] as number) - (places[sequence[before] as number] as number),
    );
  return steps.filter((step) => Math.abs(step) === 1).length;
}

/** The votes by their values. */
function sorted(values: readonly number[]): readonly number[] {
  return values
    .map((value, vote) => ({ value, vote, tie: randomInt(2 ** 40) }))
    .sort((one, other) => one.value - other.value || one.tie - other.tie)
    .map(({ vote }) => vote);
}
