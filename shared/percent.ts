/**
 * [SCORE-6] Shares that are shown together and add up to exactly 100.0 %: largest remainder, ties
 * to the earlier entry. Null when there is nothing to share, since 0 of 0 is no percentage.
 */
export function percentages(counts: readonly number[]): readonly string[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const tenths = counts.map((count) => Math.floor((count * 1000) / total));
  const remainders = counts.map((count, index) => ({ index, left: (count * 1000) % total }));
  remainders.sort((one, other) => other.left - one.left || one.index - other.index);
  const missing = 1000 - tenths.reduce((sum, tenth) => sum + tenth, 0);
  for (const { index } of remainders.slice(0, missing))
    tenths[index] = (tenths[index] as number) + 1;
  return tenths.map((tenth) => `${Math.floor(tenth / 10)}.${tenth % 10}`);
}
