import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { testFolder, withStore } from './store-folder.ts';

it('sessions that have ended go from the file with the coming of the next one', async () => {
  const file = join(testFolder(), 'pingyi.db');
  const [ended, running, next] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [
    string,
    string,
    string,
  ];
  await withStore(file, async (store) => {
    await store.addSession(ended, 1_000, 0);
    await store.addSession(running, 1_001, 0);
    await store.addSession(next, 3_000, 1_000);
    expect(await store.hasSession(running, 1_000)).toBe(true);
  });
  const database = new DatabaseSync(file, { readOnly: true });
  const kept = database.prepare('SELECT token_hash FROM session ORDER BY token_hash').all();
  database.close();
  expect(kept.map((row) => row.token_hash)).toEqual([running, next]);
});
