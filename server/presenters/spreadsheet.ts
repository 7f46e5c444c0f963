import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { unpackedSize } from './archive-size.ts';
import type { Row } from './list.ts';

const MOST_UNPACKED_BYTES = 20 * 1024 * 1024;
const MOST_HEAP_MB = 128;
const LONGEST_READING_MS = 10_000;

/** Whether these bytes are an archive, as every .xlsx is. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * The rows of the first sheet of an .xlsx file. It is read in a thread with little memory and little
 * time, so that no file, however it was made, holds up the votes or takes the server's memory.
 */
export async function rowsOfSpreadsheet(bytes: Uint8Array): Promise<Result<readonly Row[]>> {
  const size = unpackedSize(bytes);
  if (size === null) return refuse('file_unreadable');
  if (size > MOST_UNPACKED_BYTES) return refuse('file_too_large');
  const rows = await readInThread(bytes);
  if (rows === 'too_large') return refuse('file_too_large');
  return rows === null ? refuse('file_unreadable') : ok(rows);
}

function readInThread(bytes: Uint8Array): Promise<readonly Row[] | 'too_large' | null> {
  const thread = new Worker(new URL('./spreadsheet-thread.ts', import.meta.url), {
    workerData: Uint8Array.from(bytes).buffer,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    // What a hostile file makes the reader complain of is nobody's business.
    stderr: true,
    stdout: true,
  });
  const timer = setTimeout(() => thread.terminate(), LONGEST_READING_MS);
  return new Promise<readonly Row[] | 'too_large' | null>((resolve) => {
    thread.once('message', resolve);
    // Whatever goes wrong in there is the file's doing: broken, not a spreadsheet, or too much.
    thread.once('error', () => resolve(null));
    thread.once('exit', () => resolve(null));
  }).finally(() => {
    clearTimeout(timer);
    return thread.terminate();
  });
}
