import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { isOutage, type StorageUnavailable, type Store } from '../../server/store/store.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';

const LOOK_EVERY_MS = 50;

async function redisUnderTest(): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  return redis;
}

function openOn({ url }: RedisServer): Promise<Store> {
  return openRedisStore({ url, allowLossy: false, report: console.error });
}

/** Tries until it fails with this code; every other failure must be an outage as well. */
async function failsWith(code: string, act: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const failure = await act().then(
      () => null,
      (error: unknown) => error,
    );
    if (failure !== null) {
      expect(failure).toSatisfy(isOutage);
      if ((failure as StorageUnavailable).code === code) return;
    }
    await delay(LOOK_EVERY_MS);
  }
}

test('[CAST-2] a Redis that comes back with weaker settings is an outage, and no fault of the program', async () => {
  const redis = await redisUnderTest();
  const store = await openOn(redis);
  onTestFinished(() => store.close());
  await redis.kill();
  await redis.start({ appendfsync: 'everysec' });
  await failsWith('REDIS_NOT_DURABLE', () => store.probe());
  await expect(store.probe()).rejects.toMatchObject({ code: 'REDIS_NOT_DURABLE' });
});

test('a store whose silent Redis was given up can be closed, and leaves no connection behind', async () => {
  const redis = await redisUnderTest();
  const store = await openOn(redis);
  redis.signal('SIGSTOP');
  // Not merely silent: what was connected is let go by then.
  await failsWith('REDIS_OFFLINE', () => store.listMeetings());
  await store.close();
  redis.signal('SIGCONT');
  const connected = async () =>
    String(await redis.ask('CLIENT', 'LIST', 'TYPE', 'normal'))
      .trim()
      .split('\n').length;
  // Whoever asks is connected, too.
  await expect.poll(connected, { timeout: 10_000 }).toBe(1);
  await delay(3000);
  expect(await connected()).toBe(1);
  expect(await redis.ask('PUBSUB', 'NUMSUB', 'pingyi:changed')).toEqual(['pingyi:changed', 0]);
});

test('a store that could not be opened does nothing any more', async () => {
  const redis = await redisUnderTest();
  // A list that no program of ours has made, so that opening fails at its end.
  await redis.ask('SET', 'pingyi:{meetings}:ids', 'no list');
  const reported: string[] = [];
  const report = (error: unknown) => reported.push(String(error));
  const opening = openRedisStore({ url: redis.url, allowLossy: false, report });
  await expect(opening).rejects.toThrow('WRONGTYPE');
  // Longer than its timers wait.
  await delay(2500);
  expect(reported.filter((error) => error.includes('the store is closed'))).toEqual([]);
});

test('a Redis that is refused while the line for messages is being made leaves no failure unheard', async () => {
  const redis = await startRedis({ appendfsync: 'everysec', maxclients: '1' });
  onTestFinished(() => redis.dispose());
  const unheard: unknown[] = [];
  const note = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  await expect(openOn(redis)).rejects.toMatchObject({ reason: 'not_durable' });
  await delay(100);
  expect(unheard).toEqual([]);
});
