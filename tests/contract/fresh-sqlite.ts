import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { FreshStore } from './bench.ts';

export async function openFreshSqlite(): Promise<FreshStore> {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-store-'));
  const options = { file: join(folder, 'pingyi.db') };
  let store = openSqliteStore(options);
  // A test may have closed the store itself, which may be done once.
  const end = () => store.close().catch(() => undefined);
  return {
    get store() {
      return store;
    },
    reopen: async () => {
      await end();
      store = openSqliteStore(options);
      return store;
    },
    dispose: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
