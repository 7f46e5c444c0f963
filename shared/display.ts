import { cellStart, copyTally, type Tally } from './tally.ts';

/** [SECRET-3] Fewer new ballots than this are never shown by themselves in `batched` display. */
export const BATCH_LEAST = 5;

/** What a `batched` screen shows, and what it will show next. */
export interface Batches {
  readonly shown: Tally;
  /**
   * At least `BATCH_LEAST` ballots of a group beyond `shown`, or the same as it while there are not
   * so many. May be forgotten and taken as `shown` again: the next batch only comes later.
   */
  readonly waiting: Tally;
}

/**
 * [SECRET-3] A group's batch is shown only when at least `BATCH_LEAST` ballots have followed it. So
 * each step holds that many, and so does what is left to appear at closing, however few tickets
 * come back, are voided or are minted meanwhile. Returns `batches` itself when nothing moves.
 */
export function advanceBatches(batches: Batches, actual: Tally): Batches {
  let { shown, waiting } = batches;
  for (let group = 0; group < actual.shape.groups; group++) {
    const isWaiting = waiting.returned[group] !== shown.returned[group];
    if (isWaiting && ballotsSince(waiting, actual, group) >= BATCH_LEAST)
      shown = withGroupOf(waiting, shown, group);
    const isFree = waiting.returned[group] === shown.returned[group];
    if (isFree && ballotsSince(shown, actual, group) >= BATCH_LEAST)
      waiting = withGroupOf(actual, waiting, group);
  }
  return shown === batches.shown && waiting === batches.waiting ? batches : { shown, waiting };
}

function ballotsSince(earlier: Tally, later: Tally, group: number): number {
  return (later.returned[group] as number) - (earlier.returned[group] as number);
}

function withGroupOf(from: Tally, to: Tally, group: number): Tally {
  const next = copyTally(to);
  copyGroup(from, next, group);
  return next;
}

function copyGroup(from: Tally, to: Tally, group: number): void {
  const { shape } = from;
  for (let presenter = 0; presenter < shape.presenters; presenter++)
    for (let item = 0; item < shape.items; item++) {
      const start = cellStart(shape, presenter, item, group);
      to.counts.set(from.counts.subarray(start, start + shape.grades + 1), start);
    }
  to.returned[group] = from.returned[group] as number;
  to.blank[group] = from.blank[group] as number;
}
