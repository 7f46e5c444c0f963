import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const SIGN_IN_LINK_LIFETIME_MS = 15 * 60 * 1000;
const TOKEN_BYTES = 32;

export interface SignInTokenParts {
  readonly dataDir: string;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

/**
 * A link that signs in once, within 15 minutes. Its token is kept as a file named by the token's
 * hash, and not in the store: `npm run sign-in` is another process, and the running server holds
 * the store. `consoleOrigin` has no trailing slash.
 */
export async function createSignInLink(
  parts: SignInTokenParts,
  consoleOrigin: string,
): Promise<string> {
  const folder = tokenFolder(parts.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeExpired(folder, parts.now());
  const token = Buffer.from(parts.randomBytes(TOKEN_BYTES)).toString('base64url');
  await writeFile(join(folder, sha256(token)), String(parts.now() + SIGN_IN_LINK_LIFETIME_MS), {
    mode: 0o600,
    flag: 'wx',
  });
  return `${consoleOrigin}/organizer/#sign-in=${token}`;
}

/**
 * Uses a token up; true for the one caller who may sign in by it. Removing the file is the claim:
 * of any number of claims at once only one removes it.
 */
export async function claimSignInToken(parts: SignInTokenParts, token: string): Promise<boolean> {
  const path = join(tokenFolder(parts.dataDir), sha256(token));
  const expiresAt = await readExpiry(path);
  if (expiresAt === null) return false;
  return (await remove(path)) && parts.now() < expiresAt;
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

function tokenFolder(dataDir: string): string {
  return join(dataDir, 'sign-in');
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
