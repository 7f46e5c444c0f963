import { cellStart, copyTally, type Tally } from './tally.ts';

/** [SECRET-3] Fewer new ballots than this are never shown by themselves in `batched` display. */
export const BATCH_LEAST = 5;

/**
 * [SECRET-3] What a `batched` screen may show next. A group moves on only when at least
 * `BATCH_LEAST` of its ballots are new, and not when that would leave its last few to appear alone
 * at closing. `outstanding` is the tickets not yet returned, by group.
 * Returns `shown` itself when nothing may move.
 */
export function advanceBatched(shown: Tally, actual: Tally, outstanding: readonly number[]): Tally {
  let next = shown;
  for (let group = 0; group < actual.shape.groups; group++) {
    const fresh = (actual.returned[group] as number) - (shown.returned[group] as number);
    const left = outstanding[group] ?? 0;
    if (fresh < BATCH_LEAST || (left > 0 && left < BATCH_LEAST)) continue;
    if (next === shown) next = copyTally(shown);
    copyGroup(actual, next, group);
  }
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
