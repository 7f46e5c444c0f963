import type { DatabaseSync } from 'node:sqlite';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { shuffled } from '../shuffled.ts';
import { StorageUnavailable } from '../store.ts';
import { truncateJournal } from './journal.ts';
import type { KeptMeeting } from './kept-meeting.ts';
import { loadMeeting } from './load-meeting.ts';
import { readRows, run, statementOf } from './rows.ts';
import type { Shelf } from './shelf.ts';
import { storageFailure } from './storage-failure.ts';

/** Within the transaction that makes scrubbing due: it is made up for, if a crash comes between. */
export function markScrubDue(database: DatabaseSync, id: MeetingId): void {
  run(database, 'INSERT OR IGNORE INTO scrub_due (meeting) VALUES (?)', id);
}

/**
 * [SECRET-2] The first half of scrubbing: the order that the records themselves could tell. The journal
 * holds a frame set for each commit, a ticket beside its ballot: it is cut off here, so that it is gone
 * at once, even if there is no room for the rest.
 */
export function shuffleAndCut(shelf: Shelf, id: MeetingId): void {
  const kept = shelf.find(id);
  if (kept !== undefined) shuffle(shelf, kept);
  shelf.read(truncateJournal);
}

/**
 * [SECRET-2] The second half, for any number of meetings that had the first: leaves files from which no
 * order of casting in them can be told, since free space within pages holds what pages held before.
 * Rewrites the whole file once, other meetings' records unchanged: needs as much free space as the file
 * has. May be repeated.
 */
export function rewrite(shelf: Shelf, ids: readonly MeetingId[]): void {
  vacuum(shelf.database);
  shelf.transact(() => {
    for (const id of ids) run(shelf.database, 'DELETE FROM scrub_due WHERE meeting = ?', id);
  });
  shelf.read(truncateJournal);
}

/**
 * What a crash or a full disk left undone; false when there is no room for it yet. A disk that is
 * still full must not keep votes out.
 */
export function scrubWhatIsDue(shelf: Shelf): boolean {
  const due = readRows<{ meeting: MeetingId }>(shelf.database, 'SELECT meeting FROM scrub_due');
  if (due.length === 0) return true;
  const ids = due.map(({ meeting }) => meeting);
  try {
    for (const id of ids) shuffleAndCut(shelf, id);
    rewrite(shelf, ids);
    return true;
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    return false;
  }
}

/**
 * Slots that were minted while voting was open can only hold later ballots, and what was shown last
 * differs from the whole by the last ballots: both would tell an order, so both are done away with.
 */
function shuffle(shelf: Shelf, { meeting }: KeptMeeting): void {
  shelf.change(meeting.id, (kept) => {
    meeting.plan.rule.groups.forEach((_, group) => {
      shuffleGroup(shelf.database, kept.key, group);
    });
    if (meeting.phase === 'closed')
      run(shelf.database, 'UPDATE tally SET shown = kept WHERE meeting = ?', kept.key);
    return { answer: undefined, kept: loadMeeting(shelf.database, kept.key) };
  });
}

function shuffleGroup(database: DatabaseSync, meeting: number, group: number): void {
  const rows = readRows<{ slot: number; ballot: Uint8Array }>(
    database,
    'SELECT slot, ballot FROM box WHERE meeting = ? AND "group" = ?',
    meeting,
    group,
  );
  const ballots = shuffled(rows.map(({ ballot }) => ballot));
  const put = statementOf(database, 'UPDATE box SET ballot = ? WHERE slot = ?');
  rows.forEach(({ slot }, index) => {
    put.run(ballots[index] ?? null, slot);
  });
}

function vacuum(database: DatabaseSync): void {
  try {
    database.exec('VACUUM');
    truncateJournal(database);
  } catch (error) {
    throw storageFailure(error);
  }
}
