import type { DatabaseSync } from 'node:sqlite';
import { ballotSize } from '../../../shared/ballot.ts';
import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import type { NewTicket, Ticket, TicketState } from '../store.ts';
import { type KeptMeeting, shapeOfKept } from './kept-meeting.ts';
import { loadMeeting } from './load-meeting.ts';
import { writeEntry } from './meeting-log.ts';
import { readRow, readRows, run, statementOf } from './rows.ts';
import type { Shelf } from './shelf.ts';

export type MintOutcome =
  | { readonly outcome: 'minted'; readonly batch: number }
  | { readonly outcome: 'closed' };

export function mintTickets(
  shelf: Shelf,
  id: MeetingId,
  tickets: readonly NewTicket[],
  entry: LogEntry,
): MintOutcome {
  if (shelf.get(id).meeting.phase === 'closed') return { outcome: 'closed' };
  return shelf.change(id, (kept) => {
    const batch = kept.batches.length + 1;
    insertBatch(shelf.database, kept, batch, entry.at);
    insertTickets(shelf.database, kept, batch, tickets);
    writeEntry(shelf.database, kept.key, entry);
    return { answer: { outcome: 'minted', batch }, kept: loadMeeting(shelf.database, kept.key) };
  });
}

function insertBatch(
  database: DatabaseSync,
  kept: KeptMeeting,
  batch: number,
  mintedAt: number,
): void {
  run(database, 'INSERT INTO batch VALUES (?, ?, ?)', kept.key, batch, mintedAt);
}

/** A slot of the box is made with each ticket, and nothing joins the two (SECRET-1). */
function insertTickets(
  database: DatabaseSync,
  kept: KeptMeeting,
  batch: number,
  tickets: readonly NewTicket[],
): void {
  const shape = shapeOfKept(kept);
  const insertTicket = statementOf(
    database,
    `INSERT INTO ticket (commitment, meeting, batch, "group", state, inner_hash, receipt)
     VALUES (?, ?, ?, ?, 'fresh', zeroblob(32), zeroblob(8))`,
  );
  const insertSlot = statementOf(
    database,
    'INSERT INTO box (meeting, "group", ballot) VALUES (?, ?, zeroblob(?))',
  );
  for (const { commitment, group } of tickets) {
    if (group >= shape.groups) throw new Error(`the rule has no group ${group}`);
    insertTicket.run(Buffer.from(commitment, 'hex'), kept.key, batch, group);
    insertSlot.run(kept.key, group, ballotSize(shape));
  }
}

export function findTicket(database: DatabaseSync, commitment: Commitment): Ticket | null {
  const row = readRow<{ meeting: MeetingId; group: number; state: TicketState }>(
    database,
    `SELECT meeting.id AS meeting, ticket."group", ticket.state
     FROM ticket JOIN meeting ON meeting.key = ticket.meeting WHERE ticket.commitment = ?`,
    Buffer.from(commitment, 'hex'),
  );
  return row === undefined ? null : { meeting: row.meeting, group: row.group, state: row.state };
}

/** [TICKET-5] What each ticket was before; a spent one stays spent. */
export function voidTickets(
  shelf: Shelf,
  id: MeetingId,
  which: { readonly commitments: readonly Commitment[] } | { readonly batch: number },
  entry: LogEntry,
): readonly TicketState[] {
  const { key } = shelf.get(id);
  const chosen =
    'batch' in which
      ? commitmentsOfBatch(shelf.database, key, which.batch)
      : which.commitments.map((commitment) => Buffer.from(commitment, 'hex'));
  const states = chosen.map((commitment) => requireState(shelf.database, key, commitment));
  if (!states.includes('fresh')) return states;
  return shelf.change(id, (kept) => {
    const before = chosen.map((commitment) => voidTicket(shelf.database, key, commitment));
    const voided = before.filter((state) => state === 'fresh').length;
    writeEntry(shelf.database, key, { ...entry, figures: { ...entry.figures, voided } });
    return { answer: before, kept: loadMeeting(shelf.database, kept.key) };
  });
}

function commitmentsOfBatch(
  database: DatabaseSync,
  meeting: number,
  batch: number,
): readonly Uint8Array[] {
  return readRows<{ commitment: Uint8Array }>(
    database,
    'SELECT commitment FROM ticket WHERE meeting = ? AND batch = ?',
    meeting,
    batch,
  ).map(({ commitment }) => commitment);
}

function requireState(
  database: DatabaseSync,
  meeting: number,
  commitment: Uint8Array,
): TicketState {
  const row = readRow<{ state: TicketState }>(
    database,
    'SELECT state FROM ticket WHERE commitment = ? AND meeting = ?',
    commitment,
    meeting,
  );
  if (row === undefined) throw new Error('the meeting has no such ticket');
  return row.state;
}

/** Returns what it was before. */
function voidTicket(database: DatabaseSync, meeting: number, commitment: Uint8Array): TicketState {
  const state = requireState(database, meeting, commitment);
  if (state === 'fresh')
    run(database, "UPDATE ticket SET state = 'voided' WHERE commitment = ?", commitment);
  return state;
}
