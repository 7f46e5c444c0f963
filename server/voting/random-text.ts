import { CROCKFORD } from '../../shared/ticket-code.ts';

const LOWER_CASE_CROCKFORD = CROCKFORD.toLowerCase();

/** Crockford's base32 of whole groups of 5 bytes: 8 characters each, every bit used once. */
export function crockford(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** Lower-case letters and digits, 5 random bits each: for ids that stand in URLs. */
export function randomId(randomBytes: (size: number) => Uint8Array, length: number): string {
  return Array.from(randomBytes(length), (byte) => LOWER_CASE_CROCKFORD[byte & 31]).join('');
}
