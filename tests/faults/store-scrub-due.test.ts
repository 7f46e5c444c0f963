import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { castOf, change, close, openMeeting } from '../contract/sample-meeting.ts';
import { limitFiles } from './file-limit.ts';
import { testFolder, withStore } from './store-folder.ts';
import { StoreProcess } from './store-process.ts';

/** More than enough that no shuffling leaves all of them where they were. */
const BALLOTS = 40;

/** The box in the order of its slots, as it lies in the file. */
function boxOf(file: string): readonly string[] {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT hex(ballot) AS ballot FROM box ORDER BY slot').all();
  database.close();
  return rows.map(({ ballot }) => String(ballot));
}

/** Casts, closes and reveals; `scrubbed` says whether the closing was finished. */
async function holdMeeting(file: string, scrubbed: boolean): Promise<void> {
  await withStore(file, async (store) => {
    const { meeting, tickets } = await openMeeting(store, BALLOTS);
    await Promise.all(
      tickets.map((ticket, number) => store.cast(castOf(meeting, ticket, { number }))),
    );
    await close(store, meeting.id);
    if (scrubbed) await store.scrub(meeting.id);
    await change(store, meeting.id, { revealed: 1 });
  });
}

async function isRewrittenAtStart(file: string): Promise<boolean> {
  const before = boxOf(file);
  await withStore(file, async () => undefined);
  return boxOf(file).join() !== before.join();
}

it('[SECRET-2] a start makes up for a closing that was not scrubbed, once', async () => {
  const file = join(testFolder(), 'pingyi.db');
  await holdMeeting(file, false);
  expect(await isRewrittenAtStart(file)).toBe(true);
  expect(await isRewrittenAtStart(file)).toBe(false);
});

it('[SECRET-2, PHASE-3] what is revealed after closing gives the next start nothing to scrub', async () => {
  const file = join(testFolder(), 'pingyi.db');
  await holdMeeting(file, true);
  expect(await isRewrittenAtStart(file)).toBe(false);
});

it('[SECRET-2] without room a closing stands, and what it leaves to scrub is not forgotten', async () => {
  const file = join(testFolder(), 'pingyi.db');
  await withStore(file, (store) => openMeeting(store, BALLOTS));
  const child = await StoreProcess.start({ file });
  await child.order({ order: 'cast', from: 0, many: BALLOTS, wave: BALLOTS });
  await child.order({ order: 'close' });
  limitFiles(child.id, 0);
  expect(await child.order({ order: 'scrub' })).toBe('done');
  limitFiles(child.id, 'unlimited');
  expect(await child.look()).toMatchObject({ phase: 'closed', returned: BALLOTS, sound: true });
  await child.kill();
  expect(await isRewrittenAtStart(file)).toBe(true);
  expect(await isRewrittenAtStart(file)).toBe(false);
});
