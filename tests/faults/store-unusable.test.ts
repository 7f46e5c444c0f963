import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { StoreUnusable } from '../../server/store/store.ts';
import { returnedInAll, sameTally } from '../../shared/tally.ts';
import { castOf, openMeeting, readState, type SampleMeeting } from '../contract/sample-meeting.ts';
import { testFolder, withStore } from './store-folder.ts';
import { StoreProcess } from './store-process.ts';

/** A file as a vote leaves it, with the store closed. */
async function fileWithBallots(): Promise<{ file: string; sample: SampleMeeting }> {
  const file = join(testFolder(), 'pingyi.db');
  const sample = await withStore(file, async (store) => {
    const opened = await openMeeting(store, 400);
    const casts = opened.tickets.map((ticket, number) =>
      store.cast(castOf(opened.meeting, ticket, { number })),
    );
    await Promise.all(casts);
    return opened;
  });
  return { file, sample };
}

/** Does to the file what this program never does. */
function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function expectUnusable(file: string, reason: StoreUnusable['reason'], advice: RegExp): void {
  let thrown: unknown;
  try {
    openSqliteStore({ file });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(StoreUnusable);
  expect(thrown).toMatchObject({ reason, message: expect.stringMatching(advice) });
}

it('a file of a newer program is refused with words, and left as it is', async () => {
  const { file } = await fileWithBallots();
  tamper(file, 'PRAGMA user_version = 99');
  const before = readFileSync(file);
  expectUnusable(file, 'newer_version', /更新版本.*99.*请安装/);
  expect(readFileSync(file)).toEqual(before);
});

it('a second process is refused while the first one votes on, and let in after its death', async () => {
  const { file } = await fileWithBallots();
  const first = await StoreProcess.start({ file });
  expectUnusable(file, 'in_use', /正在被另一个程序使用.*请先关闭/);
  expect(await first.look()).toMatchObject({ sound: true, spent: 400 });
  await first.kill();
  await withStore(file, async (store) => expect(await store.listMeetings()).toHaveLength(1));
});

it('the same file cannot be opened twice in one process either', async () => {
  const { file } = await fileWithBallots();
  await withStore(file, async () => expectUnusable(file, 'in_use', /DATA_DIR/));
});

it.each<[string, (file: string) => void]>([
  ['is no database', (file) => writeFileSync(file, '这不是数据库。'.repeat(500))],
  ['was cut off', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
  ['has a page of noise', (file) => overwrite(file, 3 * 4096, Buffer.alloc(4096, 0xa5))],
  ['has a broken record', (file) => tamper(file, `UPDATE meeting SET record = '{"id":1}'`)],
  ['has a tally of another size', (file) => tamper(file, `UPDATE tally SET kept = x'00'`)],
])('a damaged file is refused with words: it %s', async (_, damage) => {
  const { file } = await fileWithBallots();
  damage(file);
  expectUnusable(file, 'damaged', /已损坏.*备份/);
});

it('a failure that is no damage is not told as damage', async () => {
  const { file } = await fileWithBallots();
  tamper(file, 'DROP TABLE batch');
  let thrown: unknown;
  try {
    openSqliteStore({ file });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).not.toBeInstanceOf(StoreUnusable);
  expect(String(thrown)).toContain('no such table');
  // Nor does a failed start keep hold of the file.
  tamper(file, 'SELECT 1 FROM meeting');
});

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

it("another program's database is refused and left as it is", () => {
  const file = join(testFolder(), 'pingyi.db');
  tamper(file, 'CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES (1)');
  const before = readFileSync(file);
  expectUnusable(file, 'damaged', /不是本系统的数据库/);
  expect(readFileSync(file)).toEqual(before);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

it('a ballot changed behind the back of the store shows in the recount, and is never mended', async () => {
  const { file, sample } = await fileWithBallots();
  tamper(file, 'UPDATE box SET ballot = zeroblob(length(ballot)) WHERE slot = 7');
  await withStore(file, async (store) => {
    const { counted, kept } = await store.recountBox(sample.meeting.id);
    expect(sameTally(counted, kept)).toBe(false);
    expect([returnedInAll(counted), returnedInAll(kept)]).toEqual([399, 400]);
    expect((await readState(store, sample.meeting.id)).tally).toEqual(kept);
  });
});

it('a ballot that nobody can have cast makes the recount reject', async () => {
  const { file, sample } = await fileWithBallots();
  tamper(file, "UPDATE box SET ballot = x'09010101' WHERE slot = 7");
  await withStore(file, async (store) => {
    await expect(store.recountBox(sample.meeting.id)).rejects.toThrow(/damaged/);
    // A count that was broken off leaves nothing open that would hold up the rest.
    await store.scrub(sample.meeting.id);
  });
});

it('only the owner may read the file, and closing leaves it alone in its folder', async () => {
  const folder = join(testFolder(), 'data');
  const file = join(folder, 'pingyi.db');
  await withStore(file, (store) => openMeeting(store, 2));
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(['pingyi.db']);
});
