import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from '../../server/store/redis/keys.ts';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { Changed } from '../../server/store/store.ts';
import { startRedis } from '../redis-server.ts';
import { draftMeeting } from './sample-meeting.ts';

const PATIENT = { timeout: 20_000 };

async function watchedStore() {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const store = await openRedisStore({ url: redis.url, allowLossy: false, report: console.error });
  onTestFinished(() => store.close());
  const told: Changed[] = [];
  store.onChange((_id, changed) => told.push(changed));
  const { meeting } = await draftMeeting(store, 2);
  await expect.poll(() => told, PATIENT).toEqual(expect.arrayContaining(['news', 'figures']));
  /** As an act does, without its message. */
  const raise = (field: string, by: number) =>
    redis.ask('HINCRBY', keyOf(meeting.id, 'state'), field, String(by));
  await store.readMeeting(meeting.id);
  told.length = 0;
  return { redis, store, id: meeting.id, told, raise };
}

test('[PHASE-2, PHASE-7] a change whose message was lost is found by looking, and told as what it is', async () => {
  const { store, id, told, raise } = await watchedStore();
  const findsOnly = async (changed: Changed) => {
    await expect.poll(() => told, PATIENT).toContain(changed);
    expect([...new Set(told)]).toEqual([changed]);
    await store.readMeeting(id);
    told.length = 0;
  };
  await raise('revision', 1);
  await findsOnly('figures');
  await raise('news', 1);
  await findsOnly('news');
  await raise('revision', 1);
  await findsOnly('figures');
  await raise('revision', -1);
  await findsOnly('news');
});

test('[PHASE-2] so is one that somebody has read for an answer before it was found', async () => {
  const { redis, store, id, told, raise } = await watchedStore();
  const tellsOnly = async (changed: Changed) => {
    await store.readMeeting(id);
    await expect.poll(() => told, PATIENT).toContain(changed);
    // As whoever is told does.
    await store.readMeeting(id);
    expect(told).toEqual([changed]);
    told.length = 0;
  };
  await raise('news', 1);
  await tellsOnly('news');
  await raise('revision', 1);
  await tellsOnly('figures');
  await redis.ask('DEL', keyOf(id, 'state'));
  await tellsOnly('news');
});
