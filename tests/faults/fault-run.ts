import { randomInt } from 'node:crypto';
import { type Random, seededRandom } from '../load/seeded-random.ts';

/** One run of a fault: `SEED` in the environment repeats one that was printed. */
export interface FaultRun {
  readonly seed: number;
  readonly random: Random;
  /** Prints one line: what was done, how often, what was lost, how long until voting went on. */
  readonly report: (words: string) => void;
}

/** Names its seed at once, so that it is known however the test ends. */
export function beginFault(name: string): FaultRun {
  const seed = wholeNumber('SEED', randomInt(1, 2 ** 31));
  const report = (words: string) => console.info(`${name}: ${words}`);
  report(`SEED=${seed}`);
  return { seed, random: seededRandom(seed), report };
}

/** How long or how often, from the environment; what the test command takes otherwise. */
export function wholeNumber(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} must be a whole number, not ${text}`);
  return Number(text);
}

/** From `least` up to and with `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

/** `median 12, worst 40 ms` */
export function times(all: readonly number[]): string {
  const sorted = all.map(Math.round).toSorted((one, other) => one - other);
  return `median ${sorted[Math.floor(sorted.length / 2)]}, worst ${sorted.at(-1)} ms`;
}
