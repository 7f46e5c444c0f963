import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where the running server's console is, so that commands in another terminal find it without being
 * told its port again. A server that was killed leaves its address behind; the next one replaces it.
 */
export async function keepConsoleAddress(dataDir: string, origin: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(fileIn(dataDir), `${origin}\n`, { mode: 0o600 });
}

/** An origin without a trailing slash; null when no server was started on this folder. */
export async function readConsoleAddress(dataDir: string): Promise<string | null> {
  try {
    return URL.parse((await readFile(fileIn(dataDir), 'utf8')).trim())?.origin ?? null;
  } catch {
    return null;
  }
}

/** Repeating does nothing. */
export async function forgetConsoleAddress(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'console-address');
}
