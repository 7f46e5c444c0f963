import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  claimSignInToken,
  createSignInLink,
  SIGN_IN_LINK_LIFETIME_MS,
} from '../../../../server/entrance/sign-in-tokens.ts';
import { tokenFolder } from '../../../../server/entrance/token-folder.ts';

describe('one-time sign-in links', () => {
  let dataDir: string;
  let now: number;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'pingyi-tokens-'));
    now = 1_600_000_000_000;
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const parts = () => ({
    signInTokens: tokenFolder(dataDir, () => now),
    now: () => now,
    randomBytes,
  });

  async function newToken(): Promise<string> {
    const link = new URL(await createSignInLink(parts(), 'http://localhost:3000'));
    expect(link.pathname).toBe('/organizer/');
    return link.hash.replace('#sign-in=', '');
  }

  test('sign in once', async () => {
    const token = await newToken();
    expect(await claimSignInToken(parts(), token)).toBe(true);
    expect(await claimSignInToken(parts(), token)).toBe(false);
  });

  test('sign one in, of many at the same moment', async () => {
    const token = await newToken();
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => claimSignInToken(parts(), token)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('are worth nothing after 15 minutes', async () => {
    const token = await newToken();
    now += SIGN_IN_LINK_LIFETIME_MS;
    expect(await claimSignInToken(parts(), token)).toBe(false);
    now -= SIGN_IN_LINK_LIFETIME_MS;
    expect(await claimSignInToken(parts(), token)).toBe(false);
  });

  test('leave no token on the disk, and a folder that nobody else opens', async () => {
    const token = await newToken();
    const folder = join(dataDir, 'sign-in');
    const names = await readdir(folder);
    const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    expect([...names, ...contents].join()).not.toContain(token);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('that were never used are cleared away by the next one', async () => {
    await newToken();
    now += SIGN_IN_LINK_LIFETIME_MS;
    await newToken();
    expect(await readdir(join(dataDir, 'sign-in'))).toHaveLength(1);
  });

  test.each(['', '../sign-in', '..', '/etc/passwd', '\0', 'x'.repeat(200)])(
    'are not found by a made-up token %j',
    async (token) => {
      await newToken();
      expect(await claimSignInToken(parts(), token)).toBe(false);
      expect(await readdir(join(dataDir, 'sign-in'))).toHaveLength(1);
    },
  );

  test('are not found where none was ever made', async () => {
    expect(await claimSignInToken(parts(), 'x')).toBe(false);
  });
});
