import type { DatabaseSync } from 'node:sqlite';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { logEntrySchema } from '../records.ts';
import { readRows, run } from './rows.ts';

/** Within a transaction, together with what the entry tells of (PHASE-2). */
export function writeEntry(database: DatabaseSync, meeting: number, entry: LogEntry): void {
  run(
    database,
    'INSERT INTO log_entry (meeting, entry) VALUES (?, ?)',
    meeting,
    JSON.stringify(entry),
  );
}

/** The newest `most`, oldest of them first. */
export function readEntries(
  database: DatabaseSync,
  meeting: number,
  most: number,
): readonly LogEntry[] {
  const newestFirst = readRows<{ entry: string }>(
    database,
    'SELECT entry FROM log_entry WHERE meeting = ? ORDER BY sequence DESC LIMIT ?',
    meeting,
    most,
  );
  return newestFirst.map(({ entry }) => logEntrySchema.parse(JSON.parse(entry))).reverse();
}

/** Oldest first. */
export function readAllEntries(database: DatabaseSync, meeting: number): readonly LogEntry[] {
  // No limit, as SQLite reads a negative one.
  return readEntries(database, meeting, -1);
}
