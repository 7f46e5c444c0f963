import type { Commitment, InnerHash, Receipt } from '../../../shared/identifiers.ts';
import type { ArchivedTicket, TicketState } from '../store.ts';

/** A ticket as the hash `tickets` keeps it; see `library.lua`, where it is written while voting. */
const AT = { group: 0, batch: 1, state: 5, inner: 6, receipt: 38, end: 46 } as const;

const LETTERS: Readonly<Record<TicketState, string>> = { fresh: 'f', spent: 's', voided: 'v' };

export function ticketStateOf(letter: string): TicketState {
  const state = (Object.keys(LETTERS) as TicketState[]).find((name) => LETTERS[name] === letter);
  if (state === undefined) throw new Error('ticket damaged: unknown state');
  return state;
}

export function packTicket(ticket: ArchivedTicket): Buffer {
  const record = Buffer.alloc(AT.end);
  record.writeUInt8(ticket.group, AT.group);
  record.writeUInt32BE(ticket.batch, AT.batch);
  record.write(LETTERS[ticket.state], AT.state, 'latin1');
  if (ticket.state === 'spent') {
    record.write(ticket.inner, AT.inner, 'hex');
    record.write(ticket.receipt, AT.receipt, 'latin1');
  }
  return record;
}

export function unpackTicket(commitment: Buffer, record: Buffer): ArchivedTicket {
  const ticket = {
    commitment: commitment.toString('hex') as Commitment,
    group: record.readUInt8(AT.group),
    batch: record.readUInt32BE(AT.batch),
  };
  const state = ticketStateOf(record.toString('latin1', AT.state, AT.inner));
  if (state !== 'spent') return { ...ticket, state };
  return {
    ...ticket,
    state,
    inner: record.toString('hex', AT.inner, AT.receipt) as InnerHash,
    receipt: record.toString('latin1', AT.receipt, AT.end) as Receipt,
  };
}
