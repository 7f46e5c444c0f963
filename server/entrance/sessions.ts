import { createHash } from 'node:crypto';
import type { Store } from '../store/store.ts';

export const SESSION_COOKIE = 'pingyi_session';
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;
const TOKEN_BYTES = 32;
const COOKIE = new RegExp(`(?:^|;) *${SESSION_COOKIE}=([A-Za-z0-9_-]{43}) *(?:;|$)`);

/** What sessions need of the server; a `VotingParts` has it all. */
export interface SessionParts {
  readonly store: Pick<Store, 'addSession' | 'hasSession' | 'removeSession'>;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Whether the request with this Cookie header comes from a signed-in organizer. */
export async function isSignedIn(
  parts: SessionParts,
  cookieHeader: string | undefined,
): Promise<boolean> {
  const token = sessionToken(cookieHeader);
  return token !== null && parts.store.hasSession(sha256(token), parts.now());
}

/**
 * Starts a session and returns its token for the cookie. The store gets the hash alone, so whoever
 * reads the store or a backup of it cannot sign in with what is there.
 */
export async function openSession(parts: SessionParts): Promise<string> {
  const token = Buffer.from(parts.randomBytes(TOKEN_BYTES)).toString('base64url');
  const now = parts.now();
  await parts.store.addSession(sha256(token), now + SESSION_LIFETIME_MS, now);
  return token;
}

/** Repeating, or a request without a session, does nothing. */
export async function closeSession(
  parts: SessionParts,
  cookieHeader: string | undefined,
): Promise<void> {
  const token = sessionToken(cookieHeader);
  if (token !== null) await parts.store.removeSession(sha256(token));
}

/** Of all cookies of a request the one that matters, as a header of its own; null where it has none. */
export function sessionCookieOf(cookieHeader: string | undefined): string | null {
  const token = sessionToken(cookieHeader);
  return token === null ? null : `${SESSION_COOKIE}=${token}`;
}

function sessionToken(cookieHeader: string | undefined): string | null {
  return COOKIE.exec(cookieHeader ?? '')?.[1] ?? null;
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
