import type { TicketSecret } from './identifiers.ts';

/** Crockford's base32: no I, L, O, U, so that a printed code cannot be misread. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const TICKET_CODE_LENGTH = 16;

/**
 * [TICKET-1] Reads what was scanned or typed: lower case, spaces, hyphens, the full-width
 * letters of a Chinese keyboard, O for 0, I and L for 1 are all accepted. Null when it cannot be a ticket's code.
 */
export function readTicketCode(typed: string): TicketSecret | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–_]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (code.length !== TICKET_CODE_LENGTH) return null;
  for (const character of code) if (CROCKFORD.indexOf(character) < 0) return null;
  return code as TicketSecret;
}

/** Four groups of four, as printed. */
export function spacedTicketCode(secret: TicketSecret): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
