import type { MeetingPlan } from '../../shared/meeting.ts';

export interface CountedBallot {
  readonly group: number;
  /** Presenter by presenter, within a presenter item by item. */
  readonly marks: readonly number[];
}

/**
 * The notice's formula in whole numbers, ballot by ballot and without a line of the program's own
 * counting: `'86.13'` for each presenter. For rules of whole points, weights and shares, two
 * decimals, and ballots in every group.
 */
export function naiveScores(plan: MeetingPlan, ballots: readonly CountedBallot[]): string[] {
  const { grades, groups, items } = plan.rule;
  return plan.presenters.map((_, presenter) => {
    // Over the common base Π (ballots of a group), the score is a whole number of ten-thousandths.
    const sizes = groups.map((_group, index) =>
      BigInt(ballots.filter(({ group }) => group === index).length),
    );
    const base = sizes.reduce((product, size) => product * size, 1n);
    let sum = 0n;
    for (const { group, marks } of ballots)
      items.forEach((item, index) => {
        const points = BigInt(
          grades[marks[presenter * items.length + index] as number]?.points ?? '0',
        );
        const weight = BigInt(groups[group]?.weight ?? '0');
        sum += (points * weight * BigInt(item.share) * base) / (sizes[group] as bigint);
      });
    const hundredths = (sum * 100n * 2n + base * 10_000n) / (base * 10_000n * 2n);
    const digits = hundredths.toString().padStart(3, '0');
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  });
}
