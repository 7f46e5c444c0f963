const LEAST_MS = 10_000;
const MOST_MS = 60_000;
const LEAST_CASTS = 5;

interface Step {
  /** ms since the epoch */
  readonly at: number;
  readonly casts: number;
  readonly text: Promise<string>;
}

/**
 * [SECRET-4] Hands out the same text until a step is due, however often it is asked: whoever keeps
 * what he reads each second has no moment of a vote. `casts` counts all so far.
 */
export function inSteps(
  now: () => number,
  casts: () => number,
  write: () => Promise<string>,
): () => Promise<string> {
  const take = (): Step => ({ at: now(), casts: casts(), text: write() });
  let told = take();
  return () => {
    if (isDue(now() - told.at, casts() - told.casts)) told = take();
    return told.text;
  };
}

/** `elapsedMs` is negative where the clock was set back. */
export function isDue(elapsedMs: number, casts: number): boolean {
  if (elapsedMs < 0 || elapsedMs >= MOST_MS) return true;
  return elapsedMs >= LEAST_MS && casts >= LEAST_CASTS;
}
