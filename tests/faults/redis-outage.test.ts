import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, between, times, wholeNumber } from './fault-run.ts';
import { Network } from './network.ts';
import { testFolder } from './store-folder.ts';
import { VotersInTheDark } from './voters-in-the-dark.ts';

const PHONES = wholeNumber('PHONES', 60);
const ROUNDS = wholeNumber('ROUNDS', 2);
const OUTAGE_MS = wholeNumber('OUTAGE_MS', 4000);
const TIME_LIMIT_MS = 60_000 + ROUNDS * (60_000 + OUTAGE_MS);

interface Outage {
  readonly name: string;
  readonly begin: (redis: RedisServer, network: Network) => Promise<void> | void;
  readonly end: (redis: RedisServer, network: Network) => Promise<void> | void;
}

const OUTAGES: readonly Outage[] = [
  { name: 'killed', begin: (redis) => redis.kill(), end: (redis) => redis.start() },
  {
    name: 'stalled',
    begin: (redis) => redis.signal('SIGSTOP'),
    end: (redis) => redis.signal('SIGCONT'),
  },
  { name: 'cut off', begin: (_, network) => network.cut(), end: (_, network) => network.heal() },
  {
    name: 'cut off without a word',
    begin: (_, network) => network.stall(),
    end: (_, network) => network.heal(),
  },
];

test.each(OUTAGES)(
  '[CAST-2, CAST-3, PHASE-3] Redis is $name in the middle of a vote: nothing is lost, and it goes on by itself',
  async ({ name, begin, end }) => {
    const { random, report } = beginFault(`Redis ${name}`);
    const redis = await startRedis();
    onTestFinished(() => redis.dispose());
    const network = await Network.to(`http://127.0.0.1:${redis.port}`);
    const direct = { url: redis.url, allowLossy: false, report: console.error };
    const server = new ServerProcess(testFolder(), {
      REDIS_URL: network.url.replace('http:', 'redis:'),
    });
    onTestFinished(async () => void (await server.kill('SIGKILL')));
    const url = await server.listening();
    const waited: number[] = [];
    let early = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const store = await openRedisStore(direct);
      const meeting = await openMeeting({ store, now: Date.now, randomBytes }, [1, PHONES]);
      await store.close();
      const voters = await VotersInTheDark.scan(url, meeting, random);
      const voting = voters.submitWithin(OUTAGE_MS);
      await delay(between(random, 0, OUTAGE_MS / 4));
      await begin(redis, network);
      await delay(OUTAGE_MS);
      await voting;
      early += voters.receipts;
      expect(voters.receipts).toBeLessThan(PHONES);
      await end(redis, network);
      waited.push(...(await voters.allReceived(performance.now())));
      const after = await openRedisStore(direct);
      await voters.expectEveryBallotOnce(after);
      await after.close();
    }
    report(
      `${ROUNDS} times for ${OUTAGE_MS} ms with ${PHONES} phones: ${early} had a receipt before the end of it, ` +
        `all have one after, none lost, none twice; from its end to the receipt: ${times(waited)}`,
    );
  },
  TIME_LIMIT_MS,
);
