import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parse } from 'acorn';
import { filesBelow } from './precompress.ts';

const MODULE = /type=["']?module|modulepreload/;

/** Why the page built in `folder` would not run in the WebViews of old phones; empty if it would. */
export async function oldPhoneProblems(folder: string): Promise<readonly string[]> {
  const scripts = (await filesBelow(folder)).filter((file) => file.endsWith('.js'));
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const syntax = await Promise.all(scripts.map((script) => syntaxProblems(folder, script)));
  return [
    ...(scripts.length === 1 ? [] : [`expected one script, found ${scripts.length}`]),
    ...(MODULE.test(page) ? ['index.html loads a module'] : []),
    ...syntax.flat(),
  ];
}

async function syntaxProblems(folder: string, script: string): Promise<readonly string[]> {
  try {
    parse(await readFile(script, 'utf8'), { ecmaVersion: 2015, sourceType: 'script' });
    return [];
  } catch (error) {
    return [`${relative(folder, script)} is not ES2015: ${String(error)}`];
  }
}
