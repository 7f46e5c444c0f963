import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { filesIn } from '../attack/byte-clues.ts';
import { castOf, openMeeting, type PaperTicket } from '../contract/sample-meeting.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';

/** Whether a vote with this inner hash stands in the append-only file. */
function isNoted({ folder }: RedisServer, inner: string): boolean {
  return filesIn(folder)
    .filter((name) => name.includes('.incr.'))
    .some((name) => readFileSync(join(folder, name)).includes(Buffer.from(inner, 'hex')));
}

/** As a server has it: what changed is read, or it would be told again each second. */
async function openRead(options: Parameters<typeof openRedisStore>[0]) {
  const store = await openRedisStore(options);
  store.onChange((id) => {
    store.readMeeting(id).catch(() => undefined);
  });
  return store;
}

it('[SECRET-1] votes do not stay in the append-only file of a running vote', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const report = (error: unknown) => {
    throw error;
  };
  const options = { url: redis.url, allowLossy: false, report };
  const [one, other] = [
    await openRead({ ...options, journalMs: 1000 }),
    await openRead({ ...options, journalMs: 1000 }),
  ];
  const { meeting, tickets } = await openMeeting(one, 40);
  for (const [number, ticket] of tickets.slice(0, 4).entries()) {
    const store = number % 2 === 0 ? one : other;
    expect(await store.cast(castOf(meeting, ticket, { number }))).toEqual({ outcome: 'accepted' });
    expect(isNoted(redis, ticket.inner)).toBe(true);
    await expect.poll(() => isNoted(redis, ticket.inner), { timeout: 30_000 }).toBe(false);
  }
  expect((await one.recountBox(meeting.id)).counted.returned).toEqual(new Uint32Array([2, 2]));
  await Promise.all([one.close(), other.close()]);
});

it('[SECRET-1] nor do those of a server that ended right after them', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const options = { url: redis.url, allowLossy: false, report: console.error, journalMs: 1000 };
  const [one, other] = [await openRead(options), await openRead(options)];
  const { meeting, tickets } = await openMeeting(one, 2);
  const [first, last] = tickets as [PaperTicket, PaperTicket];
  const isGone = ({ inner }: PaperTicket) =>
    expect.poll(() => isNoted(redis, inner), { timeout: 30_000 }).toBe(false);
  await one.cast(castOf(meeting, first));
  await one.close();
  expect(isNoted(redis, first.inner)).toBe(true);
  await isGone(first);

  await other.cast(castOf(meeting, last));
  await other.close();
  expect(isNoted(redis, last.inner)).toBe(true);
  const next = await openRead(options);
  await isGone(last);
  await next.close();
});

/** Redis takes so long over each key when it writes itself anew. */
const SLOW_KEY_US = 10_000;

it('[SECRET-1] nor do those that come while the file is written anew', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const options = { url: redis.url, allowLossy: false, report: console.error, journalMs: 1000 };
  const store = await openRead(options);
  const { meeting, tickets } = await openMeeting(store, 10);
  const [ticket] = tickets as [PaperTicket];
  const fact = async (name: string) =>
    new RegExp(`${name}:(\\S+)`).exec(String(await redis.ask('INFO', 'persistence')))?.[1];
  await redis.ask('CONFIG', 'SET', 'rdb-key-save-delay', `${SLOW_KEY_US}`);
  await redis.ask('BGREWRITEAOF');
  await store.cast(castOf(meeting, ticket));
  expect(await fact('aof_rewrite_in_progress')).toBe('1');
  await redis.ask('CONFIG', 'SET', 'rdb-key-save-delay', '0');
  await expect.poll(() => fact('aof_rewrite_in_progress'), { timeout: 30_000 }).toBe('0');
  // By its sizes, the file has not grown since: the vote is counted to what was written anew.
  expect(await fact('aof_current_size')).toBe(await fact('aof_base_size'));
  expect(isNoted(redis, ticket.inner)).toBe(true);
  await expect.poll(() => isNoted(redis, ticket.inner), { timeout: 30_000 }).toBe(false);
  await store.close();
});
