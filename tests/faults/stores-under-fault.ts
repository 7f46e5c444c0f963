import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { startRedis } from '../redis-server.ts';

/** A store that server processes run on, for tests that must hold on each. */
export interface StoreUnderFault {
  readonly name: string;
  /** Of what is repeated often: the part that the test command repeats, as acts take longer here. */
  readonly share: number;
  /** Makes one ready, empty, with `folder` as DATA_DIR; gone when the test is over. */
  readonly prepare: (folder: string) => Promise<PreparedStore>;
}

export interface PreparedStore {
  /** What a server process is told of it, beside DATA_DIR. */
  readonly environment: Readonly<Record<string, string>>;
  /** The test's own way to what is kept; only while no server process has it. */
  readonly open: () => Promise<Store>;
}

export const EMBEDDED: StoreUnderFault = {
  name: 'the embedded store',
  share: 1,
  prepare: async (folder) => ({
    environment: {},
    open: async () => openSqliteStore({ file: join(folder, 'pingyi.db') }),
  }),
};

const ON_REDIS: StoreUnderFault = {
  name: 'Redis',
  share: 0.2,
  prepare: async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.dispose());
    const report = (error: unknown) => {
      throw error;
    };
    return {
      environment: { REDIS_URL: redis.url },
      open: () => openRedisStore({ url: redis.url, allowLossy: false, report }),
    };
  },
};

export const STORES_UNDER_FAULT: readonly StoreUnderFault[] = [EMBEDDED, ON_REDIS];

/** Opens, hands over and closes again. */
export async function withPrepared<Value>(
  { open }: PreparedStore,
  use: (parts: VotingParts) => Promise<Value>,
): Promise<Value> {
  const store = await open();
  try {
    return await use({ store, now: Date.now, randomBytes });
  } finally {
    await store.close();
  }
}
