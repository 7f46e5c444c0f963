import { describe, expect, test } from 'vitest';
import {
  groupsWithoutTickets,
  readCodes,
  readCount,
  totalCounts,
} from '../../../../client-organizer/ticket-counts.ts';

test.each([
  ['', 0],
  ['160', 160],
  ['２０', 20],
  [' 8 ', 8],
  ['8.5', null],
  ['-1', null],
  ['二十', null],
  ['1e3', null],
  ['1000000', null],
])('a count typed as %j is %j', (typed, count) => {
  expect(readCount(typed)).toBe(count);
});

test('groups add up', () => {
  expect(
    totalCounts([
      { minted: 20, fresh: 15, spent: 4, voided: 1 },
      { minted: 160, fresh: 100, spent: 60, voided: 0 },
    ]),
  ).toEqual({ minted: 180, fresh: 115, spent: 64, voided: 1 });
});

test('[PHASE-1] a group without a fresh ticket is named, whether it had any or not', () => {
  const groups = [
    { label: '领导', weight: '40' },
    { label: '其他', weight: '40' },
    { label: '代表', weight: '20' },
  ];
  const tickets = [
    { minted: 20, fresh: 15, spent: 4, voided: 1 },
    { minted: 9, fresh: 0, spent: 0, voided: 9 },
  ];
  expect(groupsWithoutTickets(groups, tickets)).toEqual(['B 票（其他）', 'C 票（代表）']);
});

describe('[TICKET-1] codes that are typed to be voided', () => {
  test('one a line or with commas between, in any spelling, each once', () => {
    const typed = '0123 4567 89AB CDEF\nol23-4567-89ab-cdef，ZZZZ ZZZZ ZZZZ ZZZZ;\n\n';
    expect(readCodes(typed)).toEqual({
      codes: ['0123456789ABCDEF', 'ZZZZZZZZZZZZZZZZ'],
      unreadable: [],
    });
  });

  test('what is no code is named and not dropped', () => {
    expect(readCodes('0123 4567 89AB CDEF\n0123 4567\nU123456789ABCDEF')).toEqual({
      codes: ['0123456789ABCDEF'],
      unreadable: ['0123 4567', 'U123456789ABCDEF'],
    });
  });
});
