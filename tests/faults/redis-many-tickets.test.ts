import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { Store } from '../../server/store/store.ts';
import {
  castOf,
  draftMeeting,
  entryOf,
  newTickets,
  openMeeting,
  paperTickets,
  readState,
} from '../contract/sample-meeting.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';

const MANY = 20_000;

const COUNT_LISTED = `
  local count = 0
  for byte = 0, 255 do
    count = count + redis.call('HLEN', string.format('pingyi:tickets:%02x', byte))
  end
  return count`;

async function listed(redis: RedisServer): Promise<number> {
  return Number(await redis.ask('EVAL', COUNT_LISTED, '0'));
}

async function storeUnderTest(): Promise<{ readonly redis: RedisServer; readonly store: Store }> {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const store = await openRedisStore({ url: redis.url, allowLossy: false, report: console.error });
  onTestFinished(() => store.close());
  return { redis, store };
}

test('[CAST-2] a vote does not wait until the tickets of another meeting are all made', async () => {
  const { redis, store } = await storeUnderTest();
  const { meeting, tickets } = await openMeeting(store, 1);
  const other = await draftMeeting(store, 0, { number: 2 });
  const many = newTickets(paperTickets('many', MANY));
  const minting = store.mintTickets(other.meeting.id, many, entryOf('tickets_minted'));
  const [ticket] = tickets;
  if (ticket === undefined) throw new Error('the meeting has no ticket');
  expect(await store.cast(castOf(meeting, ticket))).toEqual({ outcome: 'accepted' });
  expect(await listed(redis)).toBeLessThan(MANY);
  expect(await minting).toEqual({ outcome: 'minted', batch: 2 });
  expect(await listed(redis)).toBe(MANY + 1);
});

test('a meeting that is gone is said to be deleted, though Redis dies before its tickets are forgotten', async () => {
  const { redis, store } = await storeUnderTest();
  const { meeting } = await draftMeeting(store, MANY);
  const state = await readState(store, meeting.id);
  const deleting = store.deleteMeeting(state);
  while ((await store.readMeeting(meeting.id)) !== null);
  await redis.kill();
  expect(await deleting).toBe('deleted');
  await redis.start();
  // Else nothing was broken off.
  expect(await listed(redis)).toBeGreaterThan(0);
  const next = await openRedisStore({ url: redis.url, allowLossy: false, report: console.error });
  expect(await next.readMeeting(meeting.id)).toBeNull();
  expect(await next.deleteMeeting(state)).toBe('deleted');
  await next.close();
});
