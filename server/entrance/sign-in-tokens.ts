import { createHash } from 'node:crypto';
import type { SignInTokens } from '../store/store.ts';

export const SIGN_IN_LINK_LIFETIME_MS = 15 * 60 * 1000;
const TOKEN_BYTES = 32;

export interface SignInTokenParts {
  readonly signInTokens: SignInTokens;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

/**
 * A link that signs in once, within 15 minutes. Only the hash of its token is kept.
 * `consoleOrigin` has no trailing slash.
 */
export async function createSignInLink(
  { signInTokens, now, randomBytes }: SignInTokenParts,
  consoleOrigin: string,
): Promise<string> {
  const token = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
  await signInTokens.add(sha256(token), now() + SIGN_IN_LINK_LIFETIME_MS);
  return `${consoleOrigin}/organizer/#sign-in=${token}`;
}

/** Uses a token up; true for the one caller who may sign in by it. */
export async function claimSignInToken(
  { signInTokens, now }: Omit<SignInTokenParts, 'randomBytes'>,
  token: string,
): Promise<boolean> {
  const expiresAt = await signInTokens.claim(sha256(token));
  return expiresAt !== null && now() < expiresAt;
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
