import { afterAll, beforeAll } from 'vitest';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { freshRedisStore } from './fresh-redis-store.ts';
import { storeSuite } from './store-suite.ts';

let redis: RedisServer;
let other: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
  other = await startRedis();
});
afterAll(async () => {
  await redis.dispose();
  await other.dispose();
});

storeSuite('the store on Redis', () => freshRedisStore([redis]), {
  courses: 30,
  openImporter: () => freshRedisStore([other]),
});
