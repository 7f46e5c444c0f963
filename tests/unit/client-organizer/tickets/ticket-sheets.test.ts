import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  sheetCount,
  TICKETS_ON_A_SHEET,
  ticketLink,
  ticketSheets,
} from '../../../../client-organizer/ticket-sheets.ts';
import type { TicketSecret } from '../../../../shared/identifiers.ts';

function minted(counts: readonly number[]) {
  return counts.flatMap((count, group) =>
    Array.from({ length: count }, (_, index) => ({
      group,
      secret: `${group}-${index}` as TicketSecret,
    })),
  );
}

describe('[TICKET-4] sheets of tickets', () => {
  test('20 and 160 make 3 and 20 sheets, and no sheet mixes groups', () => {
    const sheets = ticketSheets(minted([20, 160]), 2);
    expect(sheets.map(({ group }) => group)).toEqual([...Array(3).fill(0), ...Array(20).fill(1)]);
    expect(sheets.slice(0, 3).map(({ secrets }) => secrets.length)).toEqual([8, 8, 4]);
  });

  test('every ticket is on exactly one sheet', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), (counts) => {
        const sheets = ticketSheets(minted(counts), counts.length);
        expect(sheets.flatMap(({ secrets }) => secrets)).toEqual(
          minted(counts).map(({ secret }) => secret),
        );
        expect(sheets.length).toBe(counts.reduce((sum, count) => sum + sheetCount(count), 0));
        for (const { secrets } of sheets) {
          expect(secrets.length).toBeGreaterThan(0);
          expect(secrets.length).toBeLessThanOrEqual(TICKETS_ON_A_SHEET);
        }
      }),
    );
  });

  test('[TICKET-2] the secret is in the fragment and nowhere else', () => {
    const link = new URL(
      ticketLink('http://192.168.1.20:3000', '0123456789ABCDEF' as TicketSecret),
    );
    expect(link.hash).toBe('#0123456789ABCDEF');
    expect(link.pathname + link.search).toBe('/');
  });
});
