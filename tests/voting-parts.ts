import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../server/store/store.ts';
import type { VotingParts } from '../server/voting/parts.ts';

/** The parts of every act, with a real store in a folder of its own and nothing of a server. */
export async function withParts(
  use: (parts: VotingParts) => Promise<void>,
  around: (store: Store) => Store = (store) => store,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-parts-'));
  const store = openSqliteStore({ file: join(folder, 'pingyi.db') });
  try {
    await use({ store: around(store), now: Date.now, randomBytes });
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
