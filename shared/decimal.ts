/**
 * Decimals of the rule (points, weights, shares) travel and are stored as strings, and are
 * compared as whole ten-thousandths, so that no binary floating point is near them (SCORE-4).
 */
const DECIMAL = /^(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?$/;

/** `'12.5'` → `125000n`; null unless a plain non-negative decimal with at most 4 places (RULE-1). */
export function tenThousandths(text: string): bigint | null {
  if (!DECIMAL.test(text)) return null;
  const [whole = '0', places = ''] = text.split('.');
  return BigInt(whole + places.padEnd(4, '0'));
}

/** The way back, without trailing zeros: `999000n` → `'99.9'`. */
export function decimalText(value: bigint): string {
  const digits = value.toString().padStart(5, '0');
  const places = digits.slice(-4).replace(/0+$/, '');
  return places === '' ? digits.slice(0, -4) : `${digits.slice(0, -4)}.${places}`;
}
