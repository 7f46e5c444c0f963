import type { TicketSecret } from '../shared/identifiers.ts';
import { readTicketCode } from '../shared/ticket-code.ts';
import { type KeptBallot, readKept } from './kept-ballot.ts';
import type { DeviceStorage } from './storage.ts';

const CURRENT_TICKET = 'pingyi.ticket';
const BALLOT_PREFIX = 'pingyi.ballot.';
/** Enough to tell one phone's tickets apart, and useless for casting. */
const TOLD_APART_BY = 8;

/** What this device keeps between visits: the ticket last used, and one ballot per ticket. */
export interface KeptTickets {
  /** The ticket of this window, or else the last one used on this device. */
  readonly current: () => TicketSecret | null;
  readonly setCurrent: (ticket: TicketSecret) => void;
  readonly forgetCurrent: () => void;
  readonly ballot: (ticket: TicketSecret) => KeptBallot | null;
  /** Replaces what was kept: writing a receipt is also what forgets the marks (CAST-6). */
  readonly keepBallot: (ticket: TicketSecret, ballot: KeptBallot) => void;
  readonly forgetBallot: (ticket: TicketSecret) => void;
}

/** `window` lives as long as the window, `device` longer: chat applications close windows at will. */
export function keptTickets(window: DeviceStorage, device: DeviceStorage): KeptTickets {
  return {
    current: () => readTicketCode(window.read(CURRENT_TICKET) ?? device.read(CURRENT_TICKET) ?? ''),
    setCurrent: (ticket) => {
      window.write(CURRENT_TICKET, ticket);
      device.write(CURRENT_TICKET, ticket);
    },
    forgetCurrent: () => {
      window.remove(CURRENT_TICKET);
      device.remove(CURRENT_TICKET);
    },
    ballot: (ticket) => readKept(device.read(ballotName(ticket))),
    keepBallot: (ticket, ballot) => device.write(ballotName(ticket), JSON.stringify(ballot)),
    forgetBallot: (ticket) => device.remove(ballotName(ticket)),
  };
}

function ballotName(ticket: TicketSecret): string {
  return BALLOT_PREFIX + ticket.slice(0, TOLD_APART_BY);
}
