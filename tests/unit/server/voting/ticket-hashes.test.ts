import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  commitmentOf,
  innerHashOf,
  newTicketSecret,
  receiptOf,
} from '../../../../server/voting/ticket-hashes.ts';
import type { CastKey, TicketSecret } from '../../../../shared/identifiers.ts';
import { readTicketCode } from '../../../../shared/ticket-code.ts';

const SECRET = 'ABCDEFGHJKMNPQRS' as TicketSecret;
const KEY = '0123456789abcdef0123456789abcdef' as CastKey;

test('[TICKET-1] a secret is 80 bits from the source that it is given, all of them used', () => {
  expect(newTicketSecret(() => new Uint8Array(10))).toBe('0000000000000000');
  expect(newTicketSecret(() => new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
  const steps = Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf);
  expect(newTicketSecret(() => steps)).toBe('0123456789ABCDEF');
  const asked: number[] = [];
  newTicketSecret((size) => {
    asked.push(size);
    return randomBytes(size);
  });
  expect(asked).toEqual([10]);
});

test('[TICKET-1] every secret reads back as itself', () => {
  const secrets = Array.from({ length: 200 }, () => newTicketSecret(randomBytes));
  expect(secrets.map(readTicketCode)).toEqual(secrets);
  expect(new Set(secrets).size).toBe(200);
});

test('[TICKET-3] the commitment is a hash of a hash, each under a name of its own', () => {
  const inner = createHash('sha256').update(`pingyi ticket inner\n${SECRET}`).digest('hex');
  const commitment = createHash('sha256')
    .update(`pingyi ticket commitment\n${inner}`)
    .digest('hex');
  expect(innerHashOf(SECRET)).toBe(inner);
  expect(commitmentOf(innerHashOf(SECRET))).toBe(commitment);
});

test('[CAST-3, CAST-6] the same ticket and key have one receipt, any other pair another', () => {
  const commitment = commitmentOf(innerHashOf(SECRET));
  const receipt = receiptOf(commitment, KEY);
  expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(receiptOf(commitment, KEY)).toBe(receipt);
  const otherKey = KEY.replace('0', '1') as CastKey;
  const otherTicket = commitmentOf(innerHashOf(newTicketSecret(randomBytes)));
  expect(receiptOf(commitment, otherKey)).not.toBe(receipt);
  expect(receiptOf(otherTicket, KEY)).not.toBe(receipt);
});
