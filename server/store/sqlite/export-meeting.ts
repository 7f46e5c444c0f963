import type { DatabaseSync } from 'node:sqlite';
import type { Commitment, InnerHash, MeetingId, Receipt } from '../../../shared/identifiers.ts';
import { tallyFigures } from '../../../shared/tally.ts';
import { archivedBox, requireWhole } from '../archive-check.ts';
import type { ArchivedTicket, MeetingArchive, TicketState } from '../store.ts';
import { slotsOf } from './box.ts';
import type { KeptMeeting } from './kept-meeting.ts';
import { readAllEntries } from './meeting-log.ts';
import { readRows } from './rows.ts';
import { readArchivedLinks } from './screen-links.ts';
import type { Shelf } from './shelf.ts';
import { readVoidedRounds } from './voided-rounds.ts';

interface TicketRow {
  readonly commitment: Uint8Array;
  readonly group: number;
  readonly batch: number;
  readonly state: TicketState;
  readonly inner: Uint8Array;
  readonly receipt: Uint8Array;
}

/** All within one turn of the event loop, in which no other act can begin: so of one moment. */
export function exportMeeting(shelf: Shelf, id: MeetingId): MeetingArchive | 'unknown' | 'running' {
  const kept = shelf.find(id);
  if (kept === undefined) return 'unknown';
  const { phase } = kept.meeting;
  if (phase !== 'draft' && phase !== 'closed') return 'running';
  const archive = shelf.read((database) => readArchive(database, kept));
  requireWhole(archive);
  return archive;
}

function readArchive(database: DatabaseSync, kept: KeptMeeting): MeetingArchive {
  const { key, meeting, revision, batches, tally } = kept;
  return {
    meeting,
    revision,
    log: readAllEntries(database, key),
    voidedRounds: readVoidedRounds(database, key),
    links: readArchivedLinks(database, key),
    batches: batches.map(({ batch, mintedAt }) => ({ batch, mintedAt })),
    tickets: readTickets(database, key),
    box: archivedBox(slotsOf(database, key), meeting),
    tally: tallyFigures(tally),
  };
}

function readTickets(database: DatabaseSync, meeting: number): readonly ArchivedTicket[] {
  return readRows<TicketRow>(
    database,
    `SELECT commitment, "group", batch, state, inner_hash AS inner, receipt FROM ticket
     WHERE meeting = ? ORDER BY commitment`,
    meeting,
  ).map(archivedTicket);
}

function archivedTicket({ group, batch, state, ...row }: TicketRow): ArchivedTicket {
  const commitment = Buffer.from(row.commitment).toString('hex') as Commitment;
  if (state !== 'spent') return { commitment, group, batch, state };
  const inner = Buffer.from(row.inner).toString('hex') as InnerHash;
  const receipt = Buffer.from(row.receipt).toString('latin1') as Receipt;
  return { commitment, group, batch, state, inner, receipt };
}
