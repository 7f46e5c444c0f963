import { describe, expect, test } from 'vitest';
import { readTicketCode, spacedTicketCode } from '../../../shared/ticket-code.ts';

describe('[TICKET-1] typing a code', () => {
  test.each([
    '0123456789ABCDEF',
    '0123 4567 89AB CDEF',
    'o1z3-4567-89ab-cdef'.replace('z', '2'),
    'OI23456789abcdef',
    'ol23 4567 89AB CDEF',
    '０１２３４５６７８９ＡＢＣＤＥＦ',
    ' 0123—4567－89AB_CDEF\n',
  ])('%j is read', (typed) => expect(readTicketCode(typed)).toBe('0123456789ABCDEF'));

  test.each([
    '',
    '0123456789ABCDE',
    '0123456789ABCDEF0',
    '0123456789ABCDEU',
    '0123456789ABCDE!',
    '测评票',
  ])('%j is not a code', (typed) => expect(readTicketCode(typed)).toBeNull());

  test('is printed as four groups of four', () => {
    const secret = readTicketCode('0123456789ABCDEF');
    expect(secret && spacedTicketCode(secret)).toBe('0123 4567 89AB CDEF');
  });
});
