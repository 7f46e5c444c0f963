import { shapeOf } from '../../../shared/ballot.ts';
import type { Rule } from '../../../shared/rule.ts';
import { cellStart, emptyTally, type Tally } from '../../../shared/tally.ts';

/** One entry of tests/vectors/scoring.json; its `format` says what the fields mean. */
export interface ScoringCase {
  readonly name: string;
  readonly rule: Rule;
  readonly counts: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly expect: readonly unknown[];
}

/** A tally written down as nested lists: presenter, item, group, then one count a grade and the blanks. */
export function tallyFromCounts(rule: Rule, counts: ScoringCase['counts']): Tally {
  const tally = emptyTally(shapeOf(rule, counts.length));
  counts.forEach((items, presenter) => {
    items.forEach((groups, item) => {
      groups.forEach((cell, group) => {
        tally.counts.set(cell, cellStart(tally.shape, presenter, item, group));
      });
    });
  });
  return tally;
}
