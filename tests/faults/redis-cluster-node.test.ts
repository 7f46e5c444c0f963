import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { isOutage, type Store } from '../../server/store/store.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { type RedisServer, startRedisCluster } from '../redis-server.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, times, wholeNumber } from './fault-run.ts';
import { testFolder } from './store-folder.ts';
import { VotersInTheDark } from './voters-in-the-dark.ts';

const PHONES = wholeNumber('PHONES', 30);
const OUTAGE_MS = wholeNumber('OUTAGE_MS', 4000);
const SLOTS = 16_384;
const MOST_MEETINGS = 50;
const LOOK_EVERY_MS = 50;

/** Which of the three nodes keeps a meeting. */
async function nodeOf(nodes: readonly RedisServer[], { id }: MeetingUnderTest): Promise<number> {
  const slot = Number(await nodes[0]?.ask('CLUSTER', 'KEYSLOT', `{${id}}`));
  return Math.floor(slot / Math.ceil(SLOTS / nodes.length));
}

/** One meeting on the last node, which is to be killed, and one on another. */
async function meetingsApart(
  nodes: readonly RedisServer[],
  store: Store,
): Promise<{ readonly there: MeetingUnderTest; readonly elsewhere: MeetingUnderTest }> {
  let there: MeetingUnderTest | null = null;
  let elsewhere: MeetingUnderTest | null = null;
  for (let made = 0; made < MOST_MEETINGS; made++) {
    const parts = { store, now: Date.now, randomBytes };
    const meeting = await openMeeting(parts, [1, PHONES]);
    if ((await nodeOf(nodes, meeting)) === nodes.length - 1) there = meeting;
    else elsewhere = meeting;
    if (there !== null && elsewhere !== null) return { there, elsewhere };
  }
  throw new Error('all meetings are on one node');
}

/** The other nodes take a moment to find that it is back; the test's own time limit ends the wait. */
async function openedAtLast(options: Parameters<typeof openRedisStore>[0]): Promise<Store> {
  for (;;) {
    try {
      return await openRedisStore(options);
    } catch (error) {
      if (!isOutage(error)) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}

test('[PHASE-3] a server that starts while a node is away says which, and those that run go on', async () => {
  const nodes = await startRedisCluster({ 'cluster-require-full-coverage': 'no' });
  onTestFinished(async () => {
    for (const node of nodes) await node.dispose();
  });
  const options = { url: nodes[0]?.url ?? '', allowLossy: false, report: console.error };
  const running = await openRedisStore(options);
  onTestFinished(() => running.close());
  const { elsewhere } = await meetingsApart(nodes, running);
  await nodes.at(-1)?.kill();
  await expect(openRedisStore(options)).rejects.toMatchObject({
    name: 'StoreUnusable',
    reason: 'unreachable',
    message: expect.stringContaining(`无法连接（127.0.0.1:${nodes.at(-1)?.port}）`),
  });
  expect((await running.readMeeting(elsewhere.id))?.meeting.phase).toBe('open');
  await nodes.at(-1)?.start();
  const started = await openedAtLast(options);
  expect(await started.listMeetings()).toEqual(await running.listMeetings());
  await started.close();
}, 120_000);

test('[CAST-2, CAST-3, PHASE-3] a node of the cluster is killed: other meetings go on, its own when it is back', async () => {
  const { random, report } = beginFault('a node of the cluster killed');
  // Tickets are looked up on all nodes, so those of other meetings must be answered for.
  const nodes = await startRedisCluster({ 'cluster-require-full-coverage': 'no' });
  onTestFinished(async () => {
    for (const node of nodes) await node.dispose();
  });
  const options = { url: nodes[0]?.url ?? '', allowLossy: false, report: console.error };
  const store = await openRedisStore(options);
  const { there, elsewhere } = await meetingsApart(nodes, store);
  await store.close();
  const server = new ServerProcess(testFolder(), { REDIS_URL: options.url });
  onTestFinished(async () => void (await server.kill('SIGKILL')));
  const url = await server.listening();
  const waiting = await VotersInTheDark.scan(url, there, random);
  const going = await VotersInTheDark.scan(url, elsewhere, random);

  await nodes.at(-1)?.kill();
  const killed = performance.now();
  const voting = [waiting.submitWithin(OUTAGE_MS), going.submitWithin(OUTAGE_MS)];
  const untilElsewhere = await going.allReceived(killed);
  await Promise.all(voting);
  await delay(OUTAGE_MS);
  expect(waiting.receipts).toBe(0);
  await nodes.at(-1)?.start();
  const untilThere = await waiting.allReceived(performance.now());

  const after = await openRedisStore(options);
  await waiting.expectEveryBallotOnce(after);
  await going.expectEveryBallotOnce(after);
  await after.close();
  report(
    `${PHONES} phones on it and ${PHONES} elsewhere, all with a receipt in the end, none lost, none twice; ` +
      `elsewhere, from the kill to the receipt, the pressing within ${OUTAGE_MS} ms included: ${times(untilElsewhere)}; ` +
      `on it, from its return to the receipt: ${times(untilThere)}`,
  );
}, 180_000);
