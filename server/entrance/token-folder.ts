import { mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignInTokens } from '../store/store.ts';

/**
 * One-time links as files named by their token's hash. To remove the file is to use the link: of any
 * number of claims at once only one removes it. `now` tells which are to be cleared away.
 */
export function tokenFolder(dataDir: string, now: () => number): SignInTokens {
  const folder = join(dataDir, 'sign-in');
  return {
    add: async (tokenHash, expiresAt) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeExpired(folder, now());
      await writeFile(join(folder, tokenHash), String(expiresAt), { mode: 0o600, flag: 'wx' });
    },
    claim: async (tokenHash) => {
      const path = join(folder, tokenHash);
      const expiresAt = await readExpiry(path);
      return expiresAt !== null && (await remove(path)) ? expiresAt : null;
    },
  };
}

async function removeExpired(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const expiresAt = await readExpiry(join(folder, name));
    if (expiresAt !== null && expiresAt <= now) await remove(join(folder, name));
  }
}

/** Null when there is no such file; an unreadable time has expired. */
async function readExpiry(path: string): Promise<number | null> {
  try {
    return Number(await readFile(path, 'utf8')) || 0;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** False when someone else removed it first. */
async function remove(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
