import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { LOG_EVENTS, type LogEntry } from '../../../shared/protocol/organizer.ts';
import { readRows, run } from './rows.ts';

const entrySchema: z.ZodType<LogEntry> = z.strictObject({
  at: z.number(),
  role: z.enum(['organizer', 'server']),
  event: z.enum(LOG_EVENTS),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

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
  return newestFirst.map(({ entry }) => entrySchema.parse(JSON.parse(entry))).reverse();
}
