import type { SignInTokens } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { sessionKey, signInKey } from './keys.ts';

/** A little longer than any of them counts; who is in by then is decided by the time kept inside. */
const SESSION_SECONDS = 31 * 24 * 60 * 60;
const SIGN_IN_SECONDS = 60 * 60;

export async function addSession(
  redis: RedisConnection,
  tokenHash: string,
  expiresAt: number,
): Promise<void> {
  const key = sessionKey(tokenHash);
  await redis.write(key, ['SET', key, String(expiresAt), 'EX', String(SESSION_SECONDS)]);
}

export async function hasSession(
  redis: RedisConnection,
  tokenHash: string,
  now: number,
): Promise<boolean> {
  const key = sessionKey(tokenHash);
  const expiresAt = (await redis.read(key, ['GET', key])) as Buffer | null;
  return expiresAt !== null && now < Number(expiresAt);
}

export async function removeSession(redis: RedisConnection, tokenHash: string): Promise<void> {
  const key = sessionKey(tokenHash);
  await redis.write(key, ['DEL', key]);
}

/** Any of the servers can be signed in to by a link, whichever made it. */
export function signInTokensOf(redis: RedisConnection): SignInTokens {
  return {
    add: async (tokenHash, expiresAt) => {
      const key = signInKey(tokenHash);
      await redis.write(key, ['SET', key, String(expiresAt), 'EX', String(SIGN_IN_SECONDS), 'NX']);
    },
    claim: async (tokenHash) => {
      const key = signInKey(tokenHash);
      const expiresAt = (await redis.write(key, ['GETDEL', key])) as Buffer | null;
      return expiresAt === null ? null : Number(expiresAt);
    },
  };
}
