/** A number from 0 up to but not including 1, the same sequence for the same seed. */
export type Random = () => number;

/** The mulberry32 generator: quick and repeatable, and nothing that is to stay secret may use it. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Between 0 and 1 like a bell: most near the middle, few at the ends. */
export function bellShaped(random: Random): number {
  return (random() + random() + random()) / 3;
}
