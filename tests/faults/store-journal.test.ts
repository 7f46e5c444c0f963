import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { castOf, openMeeting } from '../contract/sample-meeting.ts';
import { testFolder, withStore } from './store-folder.ts';

it('[SECRET-1] votes do not stay in the journal of a running vote', async () => {
  const file = join(testFolder(), 'pingyi.db');
  const journalBytes = () => statSync(`${file}-wal`).size;
  await withStore(file, async (store) => {
    const { meeting, tickets } = await openMeeting(store, 3);
    for (const [number, ticket] of tickets.entries()) {
      expect(await store.cast(castOf(meeting, ticket, { number }))).toEqual({
        outcome: 'accepted',
      });
      expect(journalBytes()).toBeGreaterThan(0);
      await expect.poll(journalBytes, { timeout: 10_000 }).toBe(0);
    }
  });
});
