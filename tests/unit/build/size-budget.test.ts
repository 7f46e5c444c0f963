import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sizeBudget } from '../../../build/size-budget.ts';
import { buildVoterPage, inFolder, withMore } from './built-page.ts';

const OVER = /over its size budget: \d+ of (\d+) bytes/;
const TIME_LIMIT_MS = 60_000;

test(
  'the voter page is within 30 KiB, and 30 KiB of ballast fail its build',
  () =>
    inFolder(async (folder) => {
      await buildVoterPage(folder);
      // Random, so that brotli cannot make it any smaller than what it encodes.
      const ballast = randomBytes(30 * 1024).toString('base64');
      const heavy = buildVoterPage(folder, [withMore(`document.title = '${ballast}';`)]);
      await expect(heavy).rejects.toThrow(OVER);
      await expect(heavy).rejects.toThrow('of 30720 bytes');
    }),
  TIME_LIMIT_MS,
);

test(
  'a budget that is too small fails the build, and one that is just enough does not',
  () =>
    inFolder(async (folder) => {
      const failure = await buildVoterPage(folder, [sizeBudget(0)]).then(() => null, String);
      const size = Number(/budget: (\d+) of 0 bytes/.exec(failure ?? '')?.[1]);
      expect(size).toBeGreaterThan(0);
      await buildVoterPage(folder, [sizeBudget(size)]);
      await expect(buildVoterPage(folder, [sizeBudget(size - 1)])).rejects.toThrow(OVER);
    }),
  TIME_LIMIT_MS,
);
