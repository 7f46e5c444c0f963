import type { TicketSecret } from '../shared/identifiers.ts';
import type { MintAnswer } from '../shared/protocol/http.ts';

/** Two columns of four on A4: 95 × 68 mm, room for a QR code of 36 mm and type that can be read. */
export const TICKETS_ON_A_SHEET = 8;

/** One A4 page: tickets of one group only, so that A 票 and B 票 can be cut and laid apart. */
export interface TicketSheet {
  readonly group: number;
  readonly secrets: readonly TicketSecret[];
}

/** In the order of the groups, every sheet but a group's last one full. */
export function ticketSheets(tickets: MintAnswer['tickets'], groups: number): TicketSheet[] {
  return Array.from({ length: groups }, (_, group) =>
    sheetsOfGroup(
      group,
      tickets.filter((ticket) => ticket.group === group).map(({ secret }) => secret),
    ),
  ).flat();
}

function sheetsOfGroup(group: number, secrets: readonly TicketSecret[]): TicketSheet[] {
  return Array.from({ length: sheetCount(secrets.length) }, (_, sheet) => ({
    group,
    secrets: secrets.slice(sheet * TICKETS_ON_A_SHEET, (sheet + 1) * TICKETS_ON_A_SHEET),
  }));
}

/** Sheets of paper for so many tickets of one group. */
export function sheetCount(tickets: number): number {
  return Math.ceil(tickets / TICKETS_ON_A_SHEET);
}

/** [TICKET-2] What the QR code says: the secret in the fragment, so that it reaches no server log. */
export function ticketLink(address: string, secret: TicketSecret): string {
  return `${address}/#${secret}`;
}
