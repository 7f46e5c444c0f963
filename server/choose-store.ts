import { join, resolve } from 'node:path';
import type { Configuration } from './configuration.ts';
import { tokenFolder } from './entrance/token-folder.ts';
import { openRedisStore, withRedisSignInTokens } from './store/redis/redis-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { SignInTokens, Store } from './store/store.ts';

const DATA_FILE = 'pingyi.db';

export interface ChosenStore {
  readonly store: Store;
  readonly signInTokens: SignInTokens;
}

/**
 * Where votes and sign-in links are kept, by the configuration. `report` hears of what a store does
 * by itself. Rejects with `StoreUnusable`, which says why.
 */
export async function chooseStore(
  { dataDir, redis }: Configuration,
  report: (error: unknown) => void,
): Promise<ChosenStore> {
  if (redis !== null) {
    const store = await openRedisStore({ ...redis, report });
    return { store, signInTokens: store.signInTokens };
  }
  const store = openSqliteStore({ file: join(dataDir, DATA_FILE) });
  return { store, signInTokens: tokenFolder(dataDir, Date.now) };
}

/** The embedded store's file, which opening would create; null where that is not what is used. */
export function dataFileOf({ dataDir, redis }: Configuration): string | null {
  return redis === null ? resolve(dataDir, DATA_FILE) : null;
}

/** For a command that runs beside the servers: the embedded store has room for one process alone. */
export async function withSignInTokens<Answer>(
  { dataDir, redis }: Configuration,
  use: (tokens: SignInTokens) => Promise<Answer>,
): Promise<Answer> {
  return redis === null ? use(tokenFolder(dataDir, Date.now)) : withRedisSignInTokens(redis, use);
}
