import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { runArchiveCommand } from '../archive-commands.ts';
import { castOf, close, draftMeeting, openMeeting } from '../contract/sample-meeting.ts';
import type { Command } from '../server-process.ts';
import { testFolder, withStore } from './store-folder.ts';

/** Enough for opening a store and for an entry in its log, and for no meeting. */
const LITTLE_ROOM = 64_000;
const TICKETS = 2_000;

/** No file of the command may grow beyond it. */
function withLittleRoom(command: Command): Command {
  return ['prlimit', `--fsize=${LITTLE_ROOM}:${LITTLE_ROOM}`, ...command];
}

/** A data folder with a draft, and where its file shall be. */
async function draftFolder() {
  const folder = testFolder();
  const data = join(folder, 'data');
  const { meeting } = await withStore(join(data, 'pingyi.db'), (store) =>
    draftMeeting(store, TICKETS),
  );
  const path = join(folder, 'meeting.json');
  return { folder, data, path, words: ['--meeting', meeting.id, '--to', path] };
}

function listed(data: string): string {
  return runArchiveCommand('export-meeting', data, []).said;
}

it('[ARCHIVE-2] where the disk is full no half of a file stays, and it works with room again', async () => {
  const { folder, data, path, words } = await draftFolder();
  const failed = runArchiveCommand('export-meeting', data, words, { wrap: withLittleRoom });
  expect(failed.complained).toMatch(/（archive_unwritable）\n$/);
  expect(failed.code).toBe(1);
  expect(readdirSync(folder)).toEqual(['data']);
  expect(runArchiveCommand('export-meeting', data, words).code).toBe(0);
  const there = join(folder, 'there');
  expect(runArchiveCommand('import-meeting', there, [path]).code).toBe(0);
});

it('[ARCHIVE-1] where the disk is full nothing of a meeting is imported, and all of it later', async () => {
  const { folder, data, path, words } = await draftFolder();
  expect(runArchiveCommand('export-meeting', data, words).code).toBe(0);
  const there = join(folder, 'there');
  const failed = runArchiveCommand('import-meeting', there, [path], { wrap: withLittleRoom });
  expect(failed.complained).toMatch(/^数据文件夹无法读写[^\n]*（store_unusable）\n$/);
  // There may be a data file by now, with nothing in it.
  expect(['', `数据文件 ${join(there, 'pingyi.db')} 中没有会议。\n`]).toContain(listed(there));
  expect(runArchiveCommand('import-meeting', there, [path]).code).toBe(0);
  expect(listed(there)).toBe(listed(data));
});

it('[ARCHIVE-1, PHASE-6] a box that was tampered with is not exported', async () => {
  const folder = testFolder();
  const file = join(folder, 'pingyi.db');
  const { id } = await withStore(file, async (store) => {
    const { meeting, tickets } = await openMeeting(store, 10);
    for (const [number, ticket] of tickets.entries())
      await store.cast(castOf(meeting, ticket, { number }));
    await close(store, meeting.id);
    await store.scrub(meeting.id);
    return meeting;
  });
  const damages = [
    "UPDATE box SET ballot = x'01010101' WHERE slot = 1",
    "UPDATE box SET ballot = x'09010101' WHERE slot = 1",
    "UPDATE box SET ballot = x'0000' WHERE slot = 1",
    'DELETE FROM box WHERE slot = 1',
  ];
  const path = join(testFolder(), 'meeting.json');
  for (const damage of damages) {
    const database = new DatabaseSync(file);
    database.exec(damage);
    database.close();
    const words = ['--meeting', id, '--to', path];
    const { complained } = runArchiveCommand('export-meeting', folder, words);
    expect([damage, complained]).toEqual([
      damage,
      expect.stringMatching(/（archive_box_mismatch）\n$/),
    ]);
  }
  expect(readdirSync(join(path, '..'))).toEqual([]);
});
