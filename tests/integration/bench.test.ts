import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { REDIS_SERVER, requirePrograms } from '../required-programs.ts';

const BENCH = new URL('../load/bench.ts', import.meta.url).pathname;
const SMALLEST = '--phones 10 --rounds 1 --part-votes 200 --screen-seconds 1 --memory-phones 100';
const PATIENCE_MS = 10 * 60_000;

/** Its figures say nothing here; that it still runs and measures both stores is what is asked. */
it(
  'npm run bench measures every part, on both stores and on two processes',
  async () => {
    requirePrograms([REDIS_SERVER]);
    const words = [...SMALLEST.split(' '), '--ballots', '100'];
    const { stdout } = await promisify(execFile)(process.execPath, [BENCH, ...words]);
    for (const row of [
      /^durable votes per second, 10 phones at once, embedded store +\d/m,
      /^durable votes per second, 10 phones at once, Redis, one process +\d/m,
      /^durable votes per second, 10 phones at once, Redis, two processes +\d/m,
      /^from cast to screen, .*, Redis, phones at one process and screen at the other +p50 \d/m,
      /^memory per connected phone, 100 phones, Redis +-?\d/m,
      /^start, until a phone is let in, with 100 ballots in the box, Redis +\d/m,
      /^parse: the shape, by zod +\d/m,
      /^commit: .* \d+\.\d and \d+\.\d in redis-server$/m,
    ])
      expect(stdout).toMatch(row);
  },
  PATIENCE_MS,
);
