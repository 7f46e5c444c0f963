import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '..', '..');
const PAGES = ['docs/operations.md', 'docs/operations.zh-CN.md'] as const;
const [ENGLISH, CHINESE] = PAGES;

function read(path: string): string {
  return readFileSync(join(TOP, path), 'utf8');
}

/** What is to be pasted, without the remarks, which are in the page's language. */
function commands(page: string): readonly string[] {
  const blocks = [...read(page).matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(
    ([, block = '']) => block,
  );
  return blocks.map((block) => block.replace(/ +# .*$/gm, ''));
}

/** What is set in code type, in the order of the page. */
function codes(page: string): readonly string[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** All that the programs can say, as it stands in their source. */
const said = globSync('{server,shared,client-organizer,client-screen,client-voter}/**/*.{ts,tsx}', {
  cwd: TOP,
})
  .map(read)
  .join('\n');

/** The messages that the page says what to do about, as they are shown to people. */
const messages = codes(ENGLISH).filter((code) => /[\u4e00-\u9fff]/.test(code));

test('both pages give the same commands, and speak of the same things', () => {
  expect(commands(CHINESE)).toEqual(commands(ENGLISH));
  expect(codes(CHINESE).toSorted()).toEqual(codes(ENGLISH).toSorted());
});

test.each(messages)('%s is said by the programs', (message) => {
  const parts = message.split(' … ');
  expect(parts.filter((part) => !said.includes(part))).toEqual([]);
});

describe.each(PAGES)('%s', (page) => {
  test('names no command of npm that does not exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script);
    expect(named.filter((script) => !Object.hasOwn(scripts, script ?? ''))).toEqual([]);
  });

  test('leads nowhere that does not exist', () => {
    const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(
      ([, words = '']) => `#${words.toLowerCase().replaceAll(' ', '-')}`,
    );
    const links = [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    const leadsSomewhere = (link: string) =>
      link.startsWith('#') ? headings.includes(link) : existsSync(join(TOP, dirname(page), link));
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  test('names no file of the project that does not exist', () => {
    const files = [...read(page).matchAll(/\b(?:deploy|server)\/[\w@.-]+/g)].map(([file]) => file);
    const made = ['deploy/certificates'];
    expect(files.filter((file) => !made.includes(file) && !existsSync(join(TOP, file)))).toEqual(
      [],
    );
  });
});
