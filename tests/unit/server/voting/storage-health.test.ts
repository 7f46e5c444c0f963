import { expect, test } from 'vitest';
import { StorageUnavailable, type Store } from '../../../../server/store/store.ts';
import { createStorageHealth } from '../../../../server/voting/storage-health.ts';
import { alteredStore } from '../../../altered-store.ts';
import { openMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

const FULL = new StorageUnavailable('SQLITE_FULL', undefined);

/** A disk that fills up again for one write: that of this number. */
function failingOnce(store: Store, write: number): Store {
  let writes = 0;
  return alteredStore(store, {
    appendLog: (id, entry) => {
      writes += 1;
      return writes === write ? Promise.reject(FULL) : store.appendLog(id, entry);
    },
  });
}

test.each([1, 2, 3, 4])(
  'an outage stands once in the log of every running vote, though write %i of it fails',
  (write) =>
    withParts(async (parts) => {
      const meetings = [await openMeeting(parts), await openMeeting(parts)];
      const failures: unknown[] = [];
      const store = failingOnce(parts.store, write);
      const health = createStorageHealth({ ...parts, store }, (error) => failures.push(error));
      health.failed(FULL);
      await expect.poll(() => health.state().state, { timeout: 10_000 }).toBe('ok');
      health.stop();
      for (const { id } of meetings) {
        const log = await parts.store.readLog(id, 9);
        expect(log.map(({ event }) => event).slice(-2)).toEqual([
          'storage_failed',
          'storage_recovered',
        ]);
        expect(log.filter(({ event }) => event.startsWith('storage_'))).toHaveLength(2);
      }
      expect(failures).toEqual([]);
    }),
  15_000,
);
