import type { DatabaseSync } from 'node:sqlite';
import { ballotSize, type Shape } from '../../../shared/ballot.ts';
import { emptyTally, packTally, recount, type Tally } from '../../../shared/tally.ts';
import { readRow, run } from './rows.ts';

/** What each slot holds, within one meeting. All functions here belong into a transaction. */

/** [PHASE-1] Throws when there is a ballot in the box. */
export function requireEmptyBox(database: DatabaseSync, meeting: number): void {
  const found = readRow(
    database,
    'SELECT slot FROM box WHERE meeting = ? AND ballot <> zeroblob(length(ballot)) LIMIT 1',
    meeting,
  );
  if (found !== undefined) throw new Error('the ballot box is not empty');
}

/** Empties every slot, gives it the size of a ballot of this shape, and empties the tallies. */
export function emptyBox(database: DatabaseSync, meeting: number, shape: Shape): void {
  run(
    database,
    'UPDATE box SET ballot = zeroblob(?1) WHERE meeting = ?2 AND ballot IS NOT zeroblob(?1)',
    ballotSize(shape),
    meeting,
  );
  emptyTallies(database, meeting, shape);
}

export function emptyTallies(database: DatabaseSync, meeting: number, shape: Shape): void {
  const none = packTally(emptyTally(shape));
  run(database, 'UPDATE tally SET kept = ?, shown = ? WHERE meeting = ?', none, none, meeting);
}

/** Every spent ticket is fresh again, with no trace of having been spent. */
export function refreshTickets(database: DatabaseSync, meeting: number): void {
  run(
    database,
    `UPDATE ticket SET state = 'fresh', inner_hash = zeroblob(32), receipt = zeroblob(8)
     WHERE meeting = ? AND state = 'spent'`,
    meeting,
  );
}

/** Throws on a slot that no checked ballot of this shape can have left. */
export function recountSlots(database: DatabaseSync, meeting: number, shape: Shape): Tally {
  return recount(slotsOf(database, meeting), shape);
}

export function* slotsOf(
  database: DatabaseSync,
  meeting: number,
): Generator<{ group: number; bytes: Uint8Array }> {
  const rows = database
    .prepare('SELECT "group", ballot FROM box WHERE meeting = ?')
    .iterate(meeting);
  for (const row of rows) yield { group: Number(row.group), bytes: row.ballot as Uint8Array };
}
