import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from '../../server/store/redis/keys.ts';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { Changed } from '../../server/store/store.ts';
import { startRedis } from '../redis-server.ts';
import { draftMeeting } from './sample-meeting.ts';

const PATIENT = { timeout: 20_000 };

test('[PHASE-2, PHASE-7] a change whose message was lost is found by looking, and told as what it is', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const store = await openRedisStore({
    url: redis.url,
    allowLossy: false,
    report: console.error,
  });
  onTestFinished(() => store.close());
  const told: Changed[] = [];
  store.onChange((_id, changed) => told.push(changed));
  const { meeting } = await draftMeeting(store, 2);
  await expect.poll(() => told, PATIENT).toEqual(expect.arrayContaining(['news', 'figures']));

  /** As an act does, without its message. */
  const raise = (field: string, by: number) =>
    redis.ask('HINCRBY', keyOf(meeting.id, 'state'), field, String(by));
  const findsOnly = async (changed: Changed) => {
    await expect.poll(() => told, PATIENT).toContain(changed);
    expect([...new Set(told)]).toEqual([changed]);
    await store.readMeeting(meeting.id);
    told.length = 0;
  };
  await store.readMeeting(meeting.id);
  told.length = 0;
  await raise('revision', 1);
  await findsOnly('figures');
  await raise('news', 1);
  await findsOnly('news');
  await raise('revision', 1);
  await findsOnly('figures');
  await raise('revision', -1);
  await findsOnly('news');
});
