import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { filesBelow } from '../../../build/precompress.ts';
import { buildVoterPage, inFolder } from './built-page.ts';

const TIME_LIMIT_MS = 60_000;

test(
  'every file of the voter page stands beside a .br and a .gz that decompress to it',
  () =>
    inFolder(async (folder) => {
      await buildVoterPage(folder);
      const files = await filesBelow(folder);
      const originals = files.filter((file) => !/\.(?:br|gz)$/.test(file));
      expect(originals.map((file) => basename(file))).toEqual(['index.html']);
      expect(files).toHaveLength(originals.length * 3);
      for (const file of originals) {
        const [original, brotli, gzip] = await Promise.all(
          [file, `${file}.br`, `${file}.gz`].map((path) => readFile(path)),
        );
        expect(brotliDecompressSync(brotli as Buffer).equals(original as Buffer)).toBe(true);
        expect(gunzipSync(gzip as Buffer).equals(original as Buffer)).toBe(true);
        expect(brotli?.length).toBeLessThan(original?.length ?? 0);
        expect(gzip?.length).toBeLessThan(original?.length ?? 0);
      }
    }),
  TIME_LIMIT_MS,
);
