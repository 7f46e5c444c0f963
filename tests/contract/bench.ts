import type { Store } from '../../server/store/store.ts';

/** A store of its own for one test, which nobody else writes to. */
export interface FreshStore {
  readonly store: Store;
  /** Closes the store, unless a test did, and opens another one on what it left. */
  reopen(): Promise<Store>;
  /** Ends whichever store is open and removes what it kept. */
  dispose(): Promise<void>;
}

/** What a promise is tested on. Only for use within a test. */
export interface Bench {
  readonly store: Store;
  reopen(): Promise<Store>;
  /** Another store, with nothing in it at first, to carry meetings to; the same one at each call. */
  importer(): Promise<Pick<FreshStore, 'store' | 'reopen'>>;
}
