import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { runCommand } from '../../server/voting/commands.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { placesOf } from '../attack/byte-clues.ts';
import { vote } from '../live-under-test.ts';
import { type MeetingUnderTest, must, openMeeting } from '../meeting-under-test.ts';
import { testFolder, withStore } from './store-folder.ts';

const MEETINGS = 21;
const BALLOTS = 8;
const CLOSE = { command: 'close', countdownSeconds: 0, confirmed: true } as const;
/** Of a SQLite file: VACUUM raises the number there, as does nothing else that we do. */
const SCHEMA_COOKIE_AT = 40;

/** As far as the journal was cut off. */
function rewritesOf(file: string): number {
  return readFileSync(file).readUInt32BE(SCHEMA_COOKIE_AT);
}

async function votedOn(parts: VotingParts): Promise<MeetingUnderTest> {
  const meeting = await openMeeting(parts, [1, BALLOTS]);
  await vote(parts, meeting, meeting.tickets[1] ?? []);
  return meeting;
}

/** No journal, and the file rewritten since closing, by the time that the closing is finished. */
async function closesWithoutTraces(
  parts: VotingParts,
  file: string,
  { id }: MeetingUnderTest,
): Promise<void> {
  const before = rewritesOf(file);
  must(await runCommand(parts, id, CLOSE));
  expect(rewritesOf(file)).toBeGreaterThan(before);
  expect(statSync(`${file}-wal`).size).toBe(0);
}

it('[SECRET-2] meetings that are closed together share a rewrite, and none is finished before it', async () => {
  const file = join(testFolder(), 'pingyi.db');
  await withStore(file, async (store) => {
    const parts = { store, now: Date.now, randomBytes };
    const meetings: MeetingUnderTest[] = [];
    for (let number = 0; number < MEETINGS; number++) meetings.push(await votedOn(parts));
    const [first = never(), ...others] = meetings;
    must(await runCommand(parts, first.id, CLOSE));

    const before = rewritesOf(file);
    await Promise.all(others.map((meeting) => closesWithoutTraces(parts, file, meeting)));
    expect(rewritesOf(file) - before).toBeLessThanOrEqual(2);
  });
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare('SELECT count(*) AS due FROM scrub_due').get()).toEqual({ due: 0 });
  expect(database.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 });
  const spent = database.prepare("SELECT inner_hash FROM ticket WHERE state = 'spent'").all();
  database.close();
  expect(spent).toHaveLength(MEETINGS * BALLOTS);
  const content = readFileSync(file);
  for (const { inner_hash: inner } of spent)
    expect(placesOf(content, Buffer.from(inner as Uint8Array))).toHaveLength(1);
});

it('[SECRET-2] a store that is closed rewrites what waited for it', async () => {
  const file = join(testFolder(), 'pingyi.db');
  const { before, closing } = await withStore(file, async (store) => {
    const meeting = await votedOn({ store, now: Date.now, randomBytes });
    await store.scrub(meeting.id);
    const scrubbing = store.scrub(meeting.id);
    return { before: rewritesOf(file), closing: scrubbing };
  });
  await closing;
  expect(rewritesOf(file)).toBeGreaterThan(before);
});

function never(): never {
  throw new Error('no such meeting');
}
