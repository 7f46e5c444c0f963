import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** All that the console can say, as it stands in its source. */
const said = globSync('client-organizer/**/*.{ts,tsx}', {
  cwd: join(import.meta.dirname, '..', '..'),
})
  .map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
  .join('\n');

/** The steps in which one meeting is held, and the words of the console that they name. */
function steps(file: string, heading: string, named: RegExp): readonly string[] {
  const readme = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  expect(section.match(/^\d\. /gm)).toHaveLength(6);
  return [...section.matchAll(named)].flatMap(([, words = '']) => words.split(/\s*\bN\b\s*/));
}

test.each([
  ['README.md', 'A meeting of your own', /([\u4e00-\u9fff]+)/g],
  ['README.zh-CN.md', '办一次自己的会', /“([^”]+)”/g],
])('%s sends nobody to a word that the console does not say', (file, heading, named) => {
  const words = steps(file, heading, named);
  expect(words).toContain('汇总表信息');
  expect(words.filter((word) => !said.includes(word))).toEqual([]);
});
