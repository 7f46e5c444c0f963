import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oldPhoneProblems } from '../../../build/old-phone-problems.ts';
import { buildVoterPage, inFolder, withMore } from './built-page.ts';

const TIME_LIMIT_MS = 60_000;

function pageOf(script: string): string {
  return `<!doctype html><script>${script}</script>`;
}

async function problemsOf(page: string): Promise<readonly string[]> {
  let problems: readonly string[] = [];
  await inFolder(async (folder) => {
    await writeFile(join(folder, 'index.html'), page);
    problems = await oldPhoneProblems(folder);
  });
  return problems;
}

test(
  'the voter page as built runs on old phones, whatever syntax its sources use',
  () =>
    inFolder(async (folder) => {
      const newer =
        'const at = async (o) => ({ ...(await o?.deep) }.x ?? 2 ** o); at(globalThis.o);';
      await buildVoterPage(folder, [withMore(newer)]);
      expect(await oldPhoneProblems(folder)).toEqual([]);
    }),
  TIME_LIMIT_MS,
);

test.each([
  ['optional chaining', 'a?.b'],
  ['nullish coalescing', 'a ?? b'],
  ['an async function', 'async function f() {}'],
  ['object spread', 'f({ ...a })'],
  ['a power', 'a ** b'],
  ['catch without a name', 'try {} catch {}'],
  ['a class field', 'class A { b = 1 }'],
  ['a regular expression that looks behind', '/(?<=a)b/'],
  ['a dynamic import', 'import("a")'],
  ['a module', 'import a from "a"'],
])('%s is newer than ES2015', async (_, script) => {
  expect(await problemsOf(pageOf(script))).toEqual([expect.stringContaining('is not ES2015')]);
});

test('ES2015 itself is no problem', async () => {
  const script = 'class A { *b() { const [c, ...d] = e; yield [...c, ...d]; } }';
  expect(await problemsOf(pageOf(script))).toEqual([]);
});

test.each([
  '<script type="module" src="/page.js"></script>',
  "<script type='module' src='/page.js'></script>",
  '<script type=module src=/page.js></script>',
  '<link rel="modulepreload" href="/page.js">',
])('%s is not loaded by old phones', async (page) => {
  expect(await problemsOf(`${pageOf('a')}${page}`)).toContain('index.html loads a module');
});

test.each([
  ['none', '<title>a</title>'],
  ['two in it', `${pageOf('a')}${pageOf('b')}`],
  ['one beside it', `${pageOf('a')}<script defer src="/page.js"></script>`],
])('the page is one script, not %s', async (_, page) => {
  expect(await problemsOf(page)).toEqual([
    expect.stringContaining('expected one script in the page'),
  ]);
});
