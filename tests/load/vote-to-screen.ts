/** Both moments on the clock that screens are watched by, in ms. */
export interface SentCast {
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** A snapshot that a screen had, and how many ballots it told of. */
export interface Shown {
  readonly at: number;
  readonly returned: number;
}

/**
 * ms from sending each ballot to the snapshot that contains it; infinity where there is none.
 * Ballots are told apart by the order of their receipts: the one with the n-th receipt is in the
 * first snapshot of n or more. Where answers are lost on the way that is the least it can be.
 */
export function votesToScreen(
  casts: readonly SentCast[],
  shown: readonly Shown[],
): readonly number[] {
  const byReceipt = [...casts].sort((one, other) => one.answeredAt - other.answeredAt);
  let next = 0;
  return byReceipt.map(({ sentAt }, place) => {
    while (next < shown.length && (shown[next]?.returned ?? 0) <= place) next += 1;
    return (shown[next]?.at ?? Number.POSITIVE_INFINITY) - sentAt;
  });
}
