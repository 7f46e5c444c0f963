import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildVoterPage, inFolder, withMore } from './built-page.ts';

const TIME_LIMIT_MS = 60_000;

test(
  'the voter page is one file: its style before what it styles, its script after',
  () =>
    inFolder(async (folder) => {
      await buildVoterPage(folder, [withMore("document.title = '$& </script>';")]);
      expect(await readdir(folder, { recursive: true })).toHaveLength(3);
      const page = await readFile(join(folder, 'index.html'), 'utf8');
      expect(page).not.toMatch(/<script src|<link rel="stylesheet"/);
      const order = ['<style>', '</style>', '<div id="app">', '<script>', '$&', '</script>'];
      const places = order.map((part) => page.indexOf(part));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(page.match(/<\/script>/g)).toHaveLength(1);
    }),
  TIME_LIMIT_MS,
);

test(
  'a script that HTML would read as something else fails the build',
  () =>
    inFolder(async (folder) => {
      const built = buildVoterPage(folder, [withMore("document.title = '<!-- here';")]);
      await expect(built).rejects.toThrow('cannot stand in HTML');
    }),
  TIME_LIMIT_MS,
);
