import { StorageUnavailable, type Store } from '../server/store/store.ts';

const WRITES = new Set<string | symbol>([
  'cast',
  'changeMeeting',
  'appendLog',
  'saveShown',
  'scrub',
  'probe',
]);

/** A store whose disk is full for as long as a test wants: reads go on, writes change nothing. */
export class FullDisk {
  full = false;
  /** Writes that were refused. */
  refused = 0;

  around(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (!this.full || !WRITES.has(name)) return value.apply(target, given);
          this.refused += 1;
          return Promise.reject(new StorageUnavailable('SQLITE_FULL', undefined));
        };
      },
    });
  }
}
