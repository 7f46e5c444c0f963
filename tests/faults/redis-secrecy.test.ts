import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { attack } from '../attack/attack.ts';
import { filesIn, placesOf } from '../attack/byte-clues.ts';
import type { Election } from '../attack/election.ts';
import { HALF_SCRUBBED, LEAKY_REDIS_STORES, runLeaky } from '../attack/leaky-redis-stores.ts';
import {
  holdCourse,
  holdInRedis,
  OPEN_TO_ATTACK,
  type RedisCourse,
  rewriteLog,
  SCRUBBED_IN_REDIS,
  saveSnapshot,
} from '../attack/redis-elections.ts';
import { slowCommands, withQuestions } from '../attack/redis-tables.ts';
import { change, nextRound, open, openMeeting, readState } from '../contract/sample-meeting.ts';
import { type RedisServer, type RedisSettings, startRedisCluster } from '../redis-server.ts';
import { testFolder } from './store-folder.ts';

function ofOurStore(course: RedisCourse, settings: RedisSettings = {}) {
  return holdInRedis(testFolder, settings, (redis) => holdCourse(redis, course));
}

/** Somebody else has Redis write both of its files, and the vote takes some time. */
async function disturb(redis: RedisServer): Promise<void> {
  await saveSnapshot(redis);
  await rewriteLog(redis);
  // Redis knows for how many seconds nobody has asked for a key.
  await setTimeout(1500);
}

const JOURNAL = 'files/appendonlydir/appendonly.aof.1.incr.aof';
const COPIES_OF_ALL = ['files/dump.rdb', 'memory/dumps'];

/** Each ballot and each inner hash stands once in whatever holds the whole, and nowhere else. */
function expectNoCopies({ folder, votes }: Election): void {
  for (const name of filesIn(folder)) {
    const content = readFileSync(join(folder, name));
    const copies = COPIES_OF_ALL.includes(name) || name.includes('.base.') ? 1 : 0;
    for (const { ballot, inner } of votes) {
      expect(placesOf(content, ballot), name).toHaveLength(copies);
      expect(placesOf(content, inner), name).toHaveLength(copies);
    }
  }
}

/** What was shown last is the whole: the difference would be the last ballots. */
function expectAllShown({ tables }: Election): void {
  const box = tables.find(({ name }) => name === 'pingyi:{meeting}:box');
  expect(box?.rows.filter(({ unseen }) => unseen !== 0)).toEqual([]);
}

function expectGone(folder: string, traces: readonly Buffer[]): void {
  for (const name of filesIn(folder)) {
    const content = readFileSync(join(folder, name));
    for (const trace of traces) expect(placesOf(content, trace), name).toEqual([]);
  }
}

it('[SECRET-1, SECRET-2] Redis tells no order of casting, and joins no ballot to a ticket', async () => {
  const held = await ofOurStore({
    voting: { votes: 120, lateTickets: false, voided: 20, batched: true },
    onTheWay: disturb,
    end: SCRUBBED_IN_REDIS,
  });
  held.forEach(expectNoCopies);
  held.forEach(expectAllShown);
  expect(attack(held)).toEqual([]);
});

it('[SECRET-1, SECRET-2] nor where its sets and hashes are too large to be lists, and its files are commands', async () => {
  const held = await ofOurStore(
    {
      voting: { votes: 300, lateTickets: false, together: 4 },
      onTheWay: disturb,
      end: SCRUBBED_IN_REDIS,
    },
    {
      'hash-max-listpack-entries': '16',
      'set-max-intset-entries': '16',
      'aof-use-rdb-preamble': 'no',
      'aof-timestamp-enabled': 'yes',
    },
  );
  expect(attack(held)).toEqual([]);
});

it('[SECRET-2] Redis tells no order of ballots when tickets were made during the vote', async () => {
  const held = await ofOurStore({
    voting: { votes: 120, lateTickets: true, batched: true },
    onTheWay: disturb,
    end: SCRUBBED_IN_REDIS,
  });
  held.forEach(expectNoCopies);
  // That a late ticket was spent late is in the log of its making, and on its paper.
  expect(attack(held).filter(({ what }) => what.startsWith('ballot: '))).toEqual([]);
});

it('[SECRET-1] votes that share an act are joined by nothing in the append-only file', async () => {
  const held = await ofOurStore({
    voting: { votes: 120, lateTickets: false, together: 120 },
    end: async () => undefined,
  });
  for (const { folder, votes } of held) {
    const content = readFileSync(join(folder, JOURNAL));
    for (const vote of votes) expect(placesOf(content, vote.ballot)).toHaveLength(1);
  }
  expect(attack(held).filter(({ what }) => what.includes(JOURNAL))).toEqual([]);
});

it('[SECRET-2, PHASE-4] a wiped round leaves no ballot and no proof of a ticket in Redis', async () => {
  const held = await ofOurStore({
    voting: { votes: 60, lateTickets: true },
    onTheWay: disturb,
    end: async (store, { id, plan }) => {
      // A plan of another size moves every slot: what lay in their old places must go, too.
      const presenters = [...plan.presenters, ...plan.presenters];
      await nextRound(store, id);
      await change(store, id, { plan: { ...plan, presenters } });
      await open(store, id);
      await store.scrub(id);
    },
  });
  for (const { folder, votes } of held)
    expectGone(
      folder,
      votes.flatMap(({ ballot, inner, receipt }) => [ballot, inner, receipt]),
    );
});

it('[SECRET-2] a deleted meeting leaves nothing behind in Redis', async () => {
  const held = await ofOurStore({
    voting: { votes: 60, lateTickets: false, voided: 20, batched: true },
    onTheWay: disturb,
    end: async (store, { id }) => {
      await openMeeting(store, 10, { number: 2 });
      await store.deleteMeeting(await readState(store, id));
    },
  });
  for (const { folder, votes } of held)
    expectGone(
      folder,
      votes.flatMap(({ ballot, commitment, inner, receipt }) => [
        ballot,
        commitment,
        inner,
        receipt,
      ]),
    );
});

it('[SECRET-2] no node of a cluster remembers which ticket was looked up when', async () => {
  const nodes = await startRedisCluster(OPEN_TO_ATTACK);
  onTestFinished(async () => {
    for (const node of nodes) await node.dispose();
  });
  const voting = { votes: 30, lateTickets: false };
  const remembered = () => Promise.all(nodes.map(({ url }) => withQuestions(url, slowCommands)));
  let before = '';
  const votes = await holdCourse(nodes[0] as RedisServer, {
    voting,
    end: async (store, { id }) => {
      before = (await remembered()).join();
      await store.scrub(id);
    },
  });
  const after = (await remembered()).join();
  for (const { commitment } of votes) {
    expect(before).toContain(commitment.toString('hex'));
    expect(after).not.toContain(commitment.toString('hex'));
  }
});

it.each(LEAKY_REDIS_STORES)('[SECRET-2] the attack sees through $name', async (store) => {
  const held = await holdInRedis(testFolder, {}, (redis) => runLeaky(redis, store));
  expect(attack(held).map(({ what }) => what)).toContain(store.tells);
});

it.each(HALF_SCRUBBED)('[SECRET-2] the attack sees through a store $name', async (store) => {
  const held = await ofOurStore({ ...store, onTheWay: saveSnapshot });
  expect(attack(held).map(({ what }) => what)).toContain(store.tells);
});
