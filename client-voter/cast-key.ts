import type { CastKey } from '../shared/identifiers.ts';

const KEY_BYTES = 16;

/** [CAST-3] 32 hex digits of the device's randomness; `getRandomValues` exists on plain http too. */
export function newCastKey(source: Pick<Crypto, 'getRandomValues'>): CastKey {
  const bytes = source.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as CastKey;
}
