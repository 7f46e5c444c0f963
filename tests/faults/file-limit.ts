import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * From now on no file of that running process may grow beyond so many bytes. Only the soft limit,
 * which any user may raise again.
 */
export function limitFiles(processId: number, bytes: number | 'unlimited'): void {
  const args = [`--pid=${processId}`, `--fsize=${bytes}:`];
  const { status, stderr } = spawnSync('prlimit', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`prlimit of util-linux is needed: ${stderr}`);
}

/** In bytes; 0 while there is none. */
export function sizeOfJournal(folder: string): number {
  const journal = readdirSync(folder).find((name) => name.endsWith('-wal'));
  return journal === undefined ? 0 : statSync(join(folder, journal)).size;
}
