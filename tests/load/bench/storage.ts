import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openRedisStore } from '../../../server/store/redis/redis-store.ts';
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { startRedis } from '../../redis-server.ts';
import { temporaryFolder, undoAtExit } from './leftovers.ts';
import { processorMs } from './processor-time.ts';

export const STORAGES = ['embedded', 'redis'] as const;
export type StorageKind = (typeof STORAGES)[number];

/** Where servers under measurement keep their votes: nothing else is in it. */
export interface Storage {
  readonly kind: StorageKind;
  /** How a server is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The store without a server. The embedded one has room for one process alone. */
  readonly openStore: () => Promise<Store>;
  /** ms of processor time of `redis-server` so far; the embedded store has no process of its own. */
  readonly processorMs: () => Promise<number>;
}

/** An empty one on disk, gone afterwards whatever happens. */
export function withStorage<Answer>(
  kind: StorageKind,
  act: (storage: Storage) => Promise<Answer>,
): Promise<Answer> {
  switch (kind) {
    case 'embedded':
      return withEmbeddedStorage(act);
    case 'redis':
      return withRedis(act);
  }
}

async function withEmbeddedStorage<Answer>(
  act: (storage: Storage) => Promise<Answer>,
): Promise<Answer> {
  const folder = await temporaryFolder();
  return act({
    kind: 'embedded',
    environment: { DATA_DIR: folder },
    openStore: async () => openSqliteStore({ file: join(folder, 'pingyi.db') }),
    processorMs: async () => 0,
  });
}

/** Flushed to the disk with every answer, as an official vote needs it. */
async function withRedis<Answer>(act: (storage: Storage) => Promise<Answer>): Promise<Answer> {
  const redis = await startRedis({ dir: await temporaryFolder() });
  const end = undoAtExit(() => {
    redis.signal('SIGKILL');
    rmSync(redis.folder, { recursive: true, force: true });
  });
  const report = (error: unknown) => {
    throw error;
  };
  try {
    return await act({
      kind: 'redis',
      environment: { DATA_DIR: await temporaryFolder(), REDIS_URL: redis.url },
      openStore: () => openRedisStore({ url: redis.url, allowLossy: false, report }),
      processorMs: () => processorMs(redis.id),
    });
  } finally {
    end();
    await redis.dispose();
  }
}
