import { cpSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { isOutage, type Store } from '../../server/store/store.ts';
import { change, draftMeeting, readMeetingOf, samplePlan } from '../contract/sample-meeting.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { testFolder } from './store-folder.ts';

const LOOK_EVERY_MS = 50;

/** Of Redis' folder, as it is at a power cut. */
async function copyOf(redis: RedisServer): Promise<string> {
  const copy = testFolder();
  await redis.kill();
  cpSync(redis.folder, copy, { recursive: true });
  await redis.start();
  return copy;
}

async function putBack(redis: RedisServer, copy: string): Promise<void> {
  await redis.kill();
  rmSync(redis.folder, { recursive: true });
  cpSync(copy, redis.folder, { recursive: true });
  await redis.start();
}

/** Resolves once it can be written to; the test's own time limit ends the wait. */
async function returned(store: Store): Promise<void> {
  for (;;) {
    try {
      return await store.probe();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}

async function openOn(redis: RedisServer): Promise<Store> {
  const store = await openRedisStore({ url: redis.url, allowLossy: false, report: console.error });
  onTestFinished(() => store.close());
  return store;
}

test('[PHASE-7] a record is read as it is, though one of the same version was known before older data were put back', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const [one, other] = [await openOn(redis), await openOn(redis)];
  const { meeting } = await draftMeeting(one, 2);
  const copy = await copyOf(redis);
  await Promise.all([one, other].map(returned));
  await change(one, meeting.id, { plan: samplePlan(2, { title: '此前的标题' }) });
  const lost = await readMeetingOf(one, meeting.id);

  await putBack(redis, copy);
  await Promise.all([one, other].map(returned));
  await change(other, meeting.id, { plan: samplePlan(2, { title: '现在的标题' }) });
  const kept = await readMeetingOf(one, meeting.id);
  expect(kept.version).toBe(lost.version);
  expect(kept.plan.title).toBe('现在的标题');
});
