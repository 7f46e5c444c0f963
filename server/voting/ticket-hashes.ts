import { hash } from 'node:crypto';
import type {
  CastKey,
  Commitment,
  InnerHash,
  Receipt,
  TicketSecret,
} from '../../shared/identifiers.ts';
import { crockford } from './random-text.ts';

const SECRET_BYTES = 10;
const RECEIPT_BYTES = 5;

/** Each hash has a name of its own in front, so that none can stand in for another. */
function namedHash(name: string, ...parts: readonly string[]): Buffer {
  return hash('sha256', [`pingyi ${name}`, ...parts].join('\n'), 'buffer');
}

/** [TICKET-1] 80 random bits as 16 Crockford characters. Leaves the server once, in the answer of minting. */
export function newTicketSecret(randomBytes: (size: number) => Uint8Array): TicketSecret {
  return crockford(randomBytes(SECRET_BYTES)) as TicketSecret;
}

/** [TICKET-3] Shown by a ticket when it is spent; nobody can make it from the commitment. */
export function innerHashOf(secret: TicketSecret): InnerHash {
  return namedHash('ticket inner', secret).toString('hex') as InnerHash;
}

/** [TICKET-3] All that is kept of a ticket before it is spent. */
export function commitmentOf(inner: InnerHash): Commitment {
  return namedHash('ticket commitment', inner).toString('hex') as Commitment;
}

/**
 * [CAST-3, CAST-6] The same ticket and key always give the same receipt, another key another one;
 * the marks have no part in it.
 */
export function receiptOf(commitment: Commitment, key: CastKey): Receipt {
  return crockford(namedHash('receipt', commitment, key).subarray(0, RECEIPT_BYTES)) as Receipt;
}
