import type { Marks } from '../../../shared/ballot.ts';
import type { BallotSize } from '../plausible-marks.ts';

/**
 * What the phones of one meeting know must be in its box, counted by them. It shares nothing with
 * shared/tally.ts on purpose: two ways that agree are the proof.
 */
export interface Evidence {
  /** By group. */
  readonly returned: number[];
  /** By presenter, item, group and grade, in this order. */
  readonly counts: number[];
}

export function emptyEvidence(size: BallotSize, groups: number): Evidence {
  return {
    returned: new Array<number>(groups).fill(0),
    counts: new Array<number>(size.presenters * size.items * groups * size.grades).fill(0),
  };
}

/** Adds one ballot that was acknowledged. */
export function addBallot(evidence: Evidence, size: BallotSize, group: number, marks: Marks): void {
  const groups = evidence.returned.length;
  addAt(evidence.returned, group, 1);
  for (const [cell, grade] of marks.entries())
    addAt(evidence.counts, (cell * groups + group) * size.grades + grade, 1);
}

/** Adds what other phones of the same meeting know. */
export function addEvidence(evidence: Evidence, other: Evidence): void {
  for (const [group, count] of other.returned.entries()) addAt(evidence.returned, group, count);
  for (const [place, count] of other.counts.entries()) addAt(evidence.counts, place, count);
}

function addAt(counts: number[], place: number, count: number): void {
  counts[place] = (counts[place] ?? 0) + count;
}
