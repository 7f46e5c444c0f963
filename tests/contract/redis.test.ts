import { afterAll, beforeAll } from 'vitest';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { freshRedisStore } from './fresh-redis-store.ts';
import { storeSuite } from './store-suite.ts';

let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.dispose());

storeSuite('the store on Redis', () => freshRedisStore([redis]), 30);
