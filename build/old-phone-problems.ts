import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'acorn';

const MODULE = /<script[^>]+type=["']?module|<link[^>]+modulepreload/;
const INLINE_SCRIPT = /<script>(.*?)<\/script>/gs;
const SCRIPT = /<script/g;

/** Why the page built in `folder` would not run in the WebViews of old phones; empty if it would. */
export async function oldPhoneProblems(folder: string): Promise<readonly string[]> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const inline = [...page.matchAll(INLINE_SCRIPT)].map(([, script = '']) => script);
  const tags = page.replace(INLINE_SCRIPT, '').match(SCRIPT)?.length ?? 0;
  return [
    ...(inline.length === 1 && tags === 0
      ? []
      : [`expected one script in the page, found ${inline.length}, and ${tags} beside it`]),
    ...(MODULE.test(page) ? ['index.html loads a module'] : []),
    ...inline.flatMap(syntaxProblems),
  ];
}

function syntaxProblems(script: string): readonly string[] {
  try {
    parse(script, { ecmaVersion: 2015, sourceType: 'script' });
    return [];
  } catch (error) {
    return [`The script is not ES2015: ${String(error)}`];
  }
}
