import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationTable } from '../../server/configuration-settings.ts';

test.each([
  ['README.md', 'english'],
  ['README.zh-CN.md', 'chinese'],
] as const)('%s lists the configuration as the code has it', (file, language) => {
  const readme = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const between = /<!-- configuration -->\n([\s\S]*)\n<!-- \/configuration -->/.exec(readme)?.[1];
  expect(between).toBe(configurationTable(language));
});

test.each(['README.md', 'README.zh-CN.md'])('%s names no command that does not exist', (file) => {
  const readme = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(0);
  for (const script of named) expect(Object.keys(scripts)).toContain(script);
});
