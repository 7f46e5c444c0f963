import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parse } from 'acorn';
import { filesBelow } from './precompress.ts';

const projectFolder = join(import.meta.dirname, '..');
const voterFolder = join(projectFolder, 'dist/voter');

const files = await filesBelow(voterFolder);
const scripts = files.filter((file) => file.endsWith('.js'));
const page = await readFile(join(voterFolder, 'index.html'), 'utf8');

const problems: string[] = [];
if (scripts.length !== 1) problems.push(`expected one script, found ${scripts.length}`);
if (/type="?module|modulepreload/.test(page)) problems.push('index.html loads a module');
for (const script of scripts) {
  try {
    parse(await readFile(script, 'utf8'), { ecmaVersion: 2015, sourceType: 'script' });
  } catch (error) {
    problems.push(`${relative(projectFolder, script)} is not ES2015: ${String(error)}`);
  }
}

if (problems.length > 0) {
  console.error(`The voter page does not run on old phones:\n${problems.join('\n')}`);
  process.exitCode = 1;
} else {
  console.log('The voter page is one classic ES2015 script.');
}
