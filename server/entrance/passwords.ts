import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** `busy` where too many are being checked already: this one was not. */
export type PasswordCheck = (password: string) => Promise<boolean | 'busy'>;

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const MOST_WAITING = 20;

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/**
 * Checks against ORGANIZER_PASSWORD in a time that tells nothing of it. Only a salted key is held,
 * and in memory alone; null (no password is set) lets nobody in. One at a time: a check takes a thread
 * for long, and the pages of the phones are read by the same few.
 */
export async function passwordCheck(password: string | null): Promise<PasswordCheck> {
  if (password === null) return async () => false;
  const salt = randomBytes(SALT_BYTES);
  const expected = await derive(password, salt, KEY_BYTES);
  let waiting = 0;
  let earlier: Promise<unknown> = Promise.resolve();
  return async (tried) => {
    if (waiting >= MOST_WAITING) return 'busy';
    waiting += 1;
    const derived = earlier.then(() => derive(tried, salt, KEY_BYTES));
    earlier = derived.catch(() => undefined).then(() => (waiting -= 1));
    return timingSafeEqual(await derived, expected);
  };
}
