import type { Store } from '../server/store/store.ts';

/** A store that does some things in another way: a broken machine, or one that is listened to. */
export function alteredStore(store: Store, otherwise: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (Object.hasOwn(otherwise, name)) return Reflect.get(otherwise, name);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
