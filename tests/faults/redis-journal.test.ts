import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { filesIn } from '../attack/byte-clues.ts';
import { castOf, openMeeting } from '../contract/sample-meeting.ts';
import { startRedis } from '../redis-server.ts';

it('[SECRET-1] votes do not stay in the append-only file of a running vote', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const report = (error: unknown) => {
    throw error;
  };
  const options = { url: redis.url, allowLossy: false, report };
  const [one, other] = [
    await openRedisStore({ ...options, journalMs: 1000 }),
    await openRedisStore({ ...options, journalMs: 1000 }),
  ];
  const { meeting, tickets } = await openMeeting(one, 40);
  const isNoted = (inner: string) =>
    filesIn(redis.folder)
      .filter((name) => name.includes('.incr.'))
      .some((name) => readFileSync(join(redis.folder, name)).includes(Buffer.from(inner, 'hex')));
  for (const [number, ticket] of tickets.slice(0, 4).entries()) {
    const store = number % 2 === 0 ? one : other;
    expect(await store.cast(castOf(meeting, ticket, { number }))).toEqual({ outcome: 'accepted' });
    expect(isNoted(ticket.inner)).toBe(true);
    await expect.poll(() => isNoted(ticket.inner), { timeout: 10_000 }).toBe(false);
  }
  expect((await one.recountBox(meeting.id)).counted.returned).toEqual(new Uint32Array([2, 2]));
  await Promise.all([one.close(), other.close()]);
});
