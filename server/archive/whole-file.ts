import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { archiveProblem, type Carried } from './problems.ts';

/**
 * More than the largest meeting takes: 100,000 tickets of some 250 bytes, and as many ballots of
 * 1,200 marks.
 */
export const MOST_FILE_BYTES = 256 * 1024 * 1024;

export async function fileExists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** Of a plain file that is not too large. */
export async function readWholeFile(path: string): Promise<Carried<Buffer>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (!stats.isFile()) return archiveProblem('archive_unreadable');
    if (stats.size > MOST_FILE_BYTES) return archiveProblem('archive_too_large');
    return { ok: true, value: await handle.readFile() };
  } catch {
    return archiveProblem('archive_unreadable');
  } finally {
    await handle?.close();
  }
}

/**
 * [ARCHIVE-2] For its owner alone, durable when it resolves. Until it is whole it has another name,
 * so that no half of a file can be taken for one. Never over a file that is there.
 */
export async function writeWholeFile(path: string, text: string): Promise<Carried<null>> {
  if (await fileExists(path)) return archiveProblem('archive_exists');
  const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeDurably(unfinished, text);
    await rename(unfinished, path);
  } catch {
    await rm(unfinished, { force: true });
    return archiveProblem('archive_unwritable');
  }
  // The file is whole by now. Shares and memory sticks may not let a folder be flushed.
  await flushFolder(dirname(path)).catch(() => undefined);
  return { ok: true, value: null };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Or a power cut could take the file's name away. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
