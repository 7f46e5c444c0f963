import { afterAll, beforeAll } from 'vitest';
import { type RedisServer, startRedisCluster } from '../redis-server.ts';
import { freshRedisStore } from './fresh-redis-store.ts';
import { openFreshSqlite } from './fresh-sqlite.ts';
import { storeSuite } from './store-suite.ts';

let nodes: RedisServer[];

beforeAll(async () => {
  nodes = await startRedisCluster();
});
afterAll(async () => {
  for (const node of nodes) await node.dispose();
});

storeSuite('the store on a Redis cluster', () => freshRedisStore(nodes), {
  courses: 10,
  openImporter: openFreshSqlite,
});
