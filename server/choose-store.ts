import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import { tokenFolder } from './entrance/token-folder.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { SignInTokens, Store } from './store/store.ts';

/** Where the votes are kept, by the configuration. Rejects with `StoreUnusable`, which says why. */
export async function chooseStore({ dataDir }: Configuration): Promise<Store> {
  return openSqliteStore({ file: join(dataDir, 'pingyi.db') });
}

/** Where the one-time links of that store's servers are kept; asks for no store to be opened. */
export async function chooseSignInTokens({ dataDir }: Configuration): Promise<SignInTokens> {
  return tokenFolder(dataDir, Date.now);
}
