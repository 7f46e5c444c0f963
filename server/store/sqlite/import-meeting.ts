import type { DatabaseSync } from 'node:sqlite';
import { packTally, type Tally } from '../../../shared/tally.ts';
import { requireWhole, shuffledSlots } from '../archive-check.ts';
import { type ArchivedTicket, ArchiveUnfit, type MeetingArchive } from '../store.ts';
import { loadMeeting } from './load-meeting.ts';
import { writeEntry } from './meeting-log.ts';
import { run, statementOf } from './rows.ts';
import { findLink, insertLink } from './screen-links.ts';
import type { Shelf } from './shelf.ts';
import { findTicket } from './tickets.ts';
import { writeVoidedRound } from './voided-rounds.ts';

/** Throws `ArchiveUnfit` as the port says, with nothing changed. */
export function importMeeting(shelf: Shelf, archive: MeetingArchive): 'imported' | 'exists' {
  if (shelf.find(archive.meeting.id) !== undefined) return 'exists';
  const tally = requireWhole(archive);
  const { database } = shelf;
  const kept = shelf.transact(() => {
    const key = insertMeeting(database, archive, tally);
    insertRecords(database, key, archive);
    for (const ticket of archive.tickets) insertTicket(database, key, ticket);
    insertSlots(database, key, archive);
    return loadMeeting(database, key);
  });
  shelf.remember(kept);
  return 'imported';
}

/** Returns its key. What was shown last is the whole, as after scrubbing. */
function insertMeeting(
  database: DatabaseSync,
  { meeting, revision }: MeetingArchive,
  tally: Tally,
): number {
  const { lastInsertRowid } = statementOf(
    database,
    'INSERT INTO meeting (id, record) VALUES (?, ?)',
  ).run(meeting.id, JSON.stringify(meeting));
  const key = Number(lastInsertRowid);
  const packed = packTally(tally);
  run(database, 'INSERT INTO tally VALUES (?, ?, ?, ?)', key, revision + 1, packed, packed);
  return key;
}

function insertRecords(database: DatabaseSync, key: number, archive: MeetingArchive): void {
  for (const entry of archive.log) writeEntry(database, key, entry);
  for (const round of archive.voidedRounds) writeVoidedRound(database, key, round);
  for (const { batch, mintedAt } of archive.batches)
    run(database, 'INSERT INTO batch VALUES (?, ?, ?)', key, batch, mintedAt);
  for (const { tokenHash, ...link } of archive.links) {
    if (findLink(database, tokenHash) !== null) throw belongsElsewhere('link');
    insertLink(database, key, link, tokenHash);
  }
}

function insertTicket(database: DatabaseSync, key: number, ticket: ArchivedTicket): void {
  if (findTicket(database, ticket.commitment) !== null) throw belongsElsewhere('ticket');
  const proof =
    ticket.state === 'spent' ? ticket : { inner: '00'.repeat(32), receipt: '\0'.repeat(8) };
  run(
    database,
    `INSERT INTO ticket (commitment, meeting, batch, "group", state, inner_hash, receipt)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    Buffer.from(ticket.commitment, 'hex'),
    key,
    ticket.batch,
    ticket.group,
    ticket.state,
    Buffer.from(proof.inner, 'hex'),
    Buffer.from(proof.receipt, 'latin1'),
  );
}

function insertSlots(database: DatabaseSync, key: number, archive: MeetingArchive): void {
  const insert = statementOf(
    database,
    'INSERT INTO box (meeting, "group", ballot) VALUES (?, ?, ?)',
  );
  for (const { group, bytes } of shuffledSlots(archive)) insert.run(key, group, bytes);
}

function belongsElsewhere(what: 'link' | 'ticket'): ArchiveUnfit {
  return new ArchiveUnfit(`a ${what} of another meeting`, { reason: 'belongs_elsewhere' });
}
