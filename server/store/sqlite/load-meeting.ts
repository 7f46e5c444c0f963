import type { DatabaseSync } from 'node:sqlite';
import { type Meeting, meetingShape } from '../../../shared/meeting.ts';
import type { TicketBatch } from '../../../shared/protocol/http.ts';
import { meetingSchema } from '../../../shared/protocol/schemas/meeting.ts';
import { type Tally, unpackTally } from '../../../shared/tally.ts';
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

interface MeetingRecord {
  readonly record: string;
  readonly revision: number;
  readonly kept: Uint8Array;
  readonly shown: Uint8Array;
}

export function readMeetingRows(database: DatabaseSync): readonly MeetingRow[] {
  return readRows(
    database,
    `SELECT meeting.key, meeting.id, tally.revision
     FROM meeting JOIN tally ON tally.meeting = meeting.key`,
  );
}

/** What is on disk is not what this program writes there. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';
}

/** Everything that memory holds of a meeting, read anew. Throws `DamagedRecord` for what it cannot read. */
export function loadMeeting(database: DatabaseSync, key: number): KeptMeeting {
  const row = readRow<MeetingRecord>(
    database,
    `SELECT meeting.record, tally.revision, tally.kept, tally.shown
     FROM meeting JOIN tally ON tally.meeting = meeting.key WHERE meeting.key = ?`,
    key,
  );
  if (row === undefined) throw new Error(`no meeting has the key ${key}`);
  const { meeting, tally, shown } = decode(row);
  return {
    key,
    meeting,
    revision: row.revision,
    tally,
    shown,
    batches: loadBatches(database, key, meeting),
    freeSlots: loadFreeSlots(database, key, meeting),
  };
}

function decode({ record, kept, shown }: MeetingRecord): {
  readonly meeting: Meeting;
  readonly tally: Tally;
  readonly shown: Tally;
} {
  try {
    const meeting = meetingSchema.parse(JSON.parse(record));
    const shape = meetingShape(meeting.plan);
    return { meeting, tally: unpackTally(kept, shape), shown: unpackTally(shown, shape) };
  } catch (error) {
    throw new DamagedRecord('a meeting cannot be read', { cause: error });
  }
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
