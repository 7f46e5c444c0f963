import type { TicketSecret } from '../shared/identifiers.ts';
import { issued, type TicketCounts } from '../shared/meeting.ts';
import { type Group, groupMark } from '../shared/rule.ts';
import { readTicketCode } from '../shared/ticket-code.ts';

/**
 * As many tickets as one page can draw and print at a time. More are minted in several goes, which
 * a printer needs anyway.
 */
export const MOST_TICKETS_TO_PRINT = 1000;

/** How many tickets someone typed; an empty field is 0, null is no number. */
export function readCount(typed: string): number | null {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return 0;
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** All groups together. */
export function totalCounts(groups: readonly TicketCounts[]): TicketCounts {
  return groups.reduce(
    (sum, counts) => ({
      minted: sum.minted + counts.minted,
      fresh: sum.fresh + counts.fresh,
      spent: sum.spent + counts.spent,
      voided: sum.voided + counts.voided,
    }),
    { minted: 0, fresh: 0, spent: 0, voided: 0 },
  );
}

/** 发出, for a group that may have no tickets yet. */
export function issuedOf(counts: TicketCounts | undefined): number {
  return counts === undefined ? 0 : issued(counts);
}

/** Those by name that have no ticket that can still be used: voting cannot open without them. */
export function groupsWithoutTickets(
  groups: readonly Group[],
  tickets: readonly TicketCounts[],
): readonly string[] {
  return groups.flatMap(({ label }, group) =>
    (tickets[group]?.fresh ?? 0) === 0 ? [`${groupMark(group)}（${label}）`] : [],
  );
}

export interface TypedCodes {
  readonly codes: readonly TicketSecret[];
  /** What cannot be a ticket's code, as typed. */
  readonly unreadable: readonly string[];
}

/** [TICKET-1] One code a line, or several with commas between; the same code twice counts once. */
export function readCodes(typed: string): TypedCodes {
  const parts = typed
    .split(/[\n,，;；、]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const codes = parts.flatMap((part) => readTicketCode(part) ?? []);
  return {
    codes: [...new Set(codes)],
    unreadable: parts.filter((part) => readTicketCode(part) === null),
  };
}
