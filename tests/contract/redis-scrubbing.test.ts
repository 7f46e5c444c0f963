import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { Store } from '../../server/store/store.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { castOf, close, openMeeting } from './sample-meeting.ts';

const MEETINGS = 24;

let redis: RedisServer;
let stores: readonly Store[];

beforeAll(async () => {
  redis = await startRedis();
  const report = (error: unknown) => {
    throw error;
  };
  const options = { url: redis.url, allowLossy: false, report };
  stores = [await openRedisStore(options), await openRedisStore(options)];
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await redis.dispose();
});

test('[SECRET-2] many meetings that close at once on two processes are all scrubbed', async () => {
  const [first] = stores as [Store];
  const closed = await Promise.all(
    Array.from({ length: MEETINGS }, async (_, number) => {
      const { meeting, tickets } = await openMeeting(first, 4, { number: number + 1 });
      for (const ticket of tickets) await first.cast(castOf(meeting, ticket, { number }));
      await close(first, meeting.id);
      return meeting.id;
    }),
  );
  expect(await redis.ask('KEYS', '*:due')).toHaveLength(MEETINGS);
  await Promise.all(closed.map((id, number) => stores[number % 2]?.scrub(id)));
  expect(await redis.ask('KEYS', '*:due')).toEqual([]);
});
