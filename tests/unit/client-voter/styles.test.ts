import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const STYLES = join(import.meta.dirname, '../../../client-voter/styles');

/** What Chrome 57 does not know and would skip, with the layout that needed it. */
const NEWER = [
  /(?<!grid-)gap\s*:/,
  /(?<!-)inset\s*:/,
  /:(?:is|where|has)\(/,
  /[\d.](?:dvh|svh|lvh|cqw)/,
  /\b(?:min|max|clamp)\(/,
  /aspect-ratio/,
  /overflow-wrap\s*:\s*anywhere/,
  /place-(?:items|content|self)/,
  /@(?:layer|container|supports not)/,
];

it.each(readdirSync(STYLES))('%s keeps to what Chrome 57 lays out', (file) => {
  const rules = readFileSync(join(STYLES, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  expect(NEWER.filter((newer) => newer.test(rules))).toEqual([]);
});
