import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { RedisServer } from '../redis-server.ts';
import type { FreshStore } from './bench.ts';

/** A store on these nodes, which hold nothing else by then. */
export async function freshRedisStore(nodes: readonly RedisServer[]): Promise<FreshStore> {
  await Promise.all(nodes.map((node) => node.ask('FLUSHALL')));
  const report = (error: unknown) => {
    throw error;
  };
  const options = { url: nodes[0]?.url ?? '', allowLossy: false, report };
  let store = await openRedisStore(options);
  // A test may have closed the store itself, which may be done once.
  const end = () => store.close().catch(() => undefined);
  return {
    get store() {
      return store;
    },
    reopen: async () => {
      await end();
      store = await openRedisStore(options);
      return store;
    },
    dispose: end,
  };
}
