import type { DatabaseSync } from 'node:sqlite';
import { type Meeting, meetingShape } from '../../../shared/meeting.ts';
import type { TicketBatch } from '../../../shared/protocol/http.ts';
import { meetingSchema } from '../../../shared/protocol/schemas/meeting.ts';
import { unpackTally } from '../../../shared/tally.ts';
import type { TicketState } from '../store.ts';
import { FreeSlots } from './free-slots.ts';
import { addTickets, type KeptMeeting, NO_TICKETS } from './kept-meeting.ts';
import { readRow, readRows } from './rows.ts';

/** A meeting's record and revision as they are on disk, for telling whether memory is the same. */
export interface MeetingRow {
  readonly key: number;
  readonly id: string;
  readonly revision: number;
}

export function readMeetingRows(database: DatabaseSync): readonly MeetingRow[] {
  return readRows(
    database,
    `SELECT meeting.key, meeting.id, tally.revision
     FROM meeting JOIN tally ON tally.meeting = meeting.key`,
  );
}

/** Everything that memory holds of a meeting, read anew. Throws on a damaged record. */
export function loadMeeting(database: DatabaseSync, key: number): KeptMeeting {
  const row = readRow<{ record: string; revision: number; kept: Uint8Array; shown: Uint8Array }>(
    database,
    `SELECT meeting.record, tally.revision, tally.kept, tally.shown
     FROM meeting JOIN tally ON tally.meeting = meeting.key WHERE meeting.key = ?`,
    key,
  );
  if (row === undefined) throw new Error(`no meeting has the key ${key}`);
  const meeting = meetingSchema.parse(JSON.parse(row.record));
  const shape = meetingShape(meeting.plan);
  return {
    key,
    meeting,
    revision: row.revision,
    tally: unpackTally(row.kept, shape),
    shown: unpackTally(row.shown, shape),
    batches: loadBatches(database, key, meeting),
    freeSlots: loadFreeSlots(database, key, meeting),
  };
}

function loadBatches(
  database: DatabaseSync,
  key: number,
  meeting: Meeting,
): readonly TicketBatch[] {
  const none = meeting.plan.rule.groups.map(() => NO_TICKETS);
  const empty: readonly TicketBatch[] = readRows<{ batch: number; mintedAt: number }>(
    database,
    'SELECT batch, minted_at AS mintedAt FROM batch WHERE meeting = ? ORDER BY batch',
    key,
  ).map((row) => ({ batch: row.batch, mintedAt: row.mintedAt, tickets: none }));
  const counted = readRows<{ batch: number; group: number; state: TicketState; many: number }>(
    database,
    `SELECT batch, "group", state, count(*) AS many FROM ticket
     WHERE meeting = ? GROUP BY batch, "group", state`,
    key,
  );
  return counted.reduce(
    (batches, { many, state, ...place }) =>
      addTickets(batches, place, { minted: many, [state]: many }),
    empty,
  );
}

function loadFreeSlots(database: DatabaseSync, key: number, meeting: Meeting): FreeSlots {
  const freeSlots = new FreeSlots(meeting.plan.rule.groups.length);
  const rows = database
    .prepare(
      `SELECT slot, "group" FROM box
       WHERE meeting = ? AND ballot = zeroblob(length(ballot))`,
    )
    .iterate(key);
  for (const { slot, group } of rows) freeSlots.add(Number(group), Number(slot));
  return freeSlots;
}
