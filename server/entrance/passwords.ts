import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type PasswordCheck = (password: string) => Promise<boolean>;

const SALT_BYTES = 16;
const KEY_BYTES = 32;

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/**
 * Checks against ORGANIZER_PASSWORD in a time that tells nothing of it. Only a salted key is held,
 * and in memory alone; null (no password is set) lets nobody in.
 */
export async function passwordCheck(password: string | null): Promise<PasswordCheck> {
  if (password === null) return async () => false;
  const salt = randomBytes(SALT_BYTES);
  const expected = await derive(password, salt, KEY_BYTES);
  return async (tried) => timingSafeEqual(await derive(tried, salt, KEY_BYTES), expected);
}
