import { randomBytes, randomInt } from 'node:crypto';
import { shuffleBox } from '../../server/store/redis/box.ts';
import { RedisConnection } from '../../server/store/redis/connection.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { RedisServer } from '../redis-server.ts';
import type { Vote } from './election.ts';
import { type RedisCourse, rewriteFiles, rewriteLog, saveSnapshot } from './redis-elections.ts';
import { withQuestions } from './redis-tables.ts';
import { randomVotes, VOTES } from './sample-elections.ts';

/** A box in Redis as somebody might build it in good faith, and the finding that must not be missed. */
export interface LeakyRedisStore {
  readonly name: string;
  readonly tells: string;
  /** The commands of one cast. */
  readonly cast: (vote: Vote, order: number) => readonly (readonly (string | Buffer)[])[];
}

const BALLOT_BYTES = 48;

/** Every file is written anew after the last vote, so that each leak is in what is kept itself. */
export const LEAKY_REDIS_STORES: readonly LeakyRedisStore[] = [
  {
    name: 'ballots one after the other in the order of casting',
    tells: 'ballot: table leaky:box, column slot ~ order of casting',
    cast: ({ ballot, inner }) => [
      ['APPEND', 'leaky:box', ballot],
      ['SADD', 'leaky:spent', inner],
    ],
  },
  {
    name: 'slots made beforehand, taken one after the other',
    tells: 'ballot: files/dump.rdb: ballot, first copy ~ order of casting',
    cast: ({ ballot, inner }, order) => [
      ['SETRANGE', 'leaky:box', String(VOTES * BALLOT_BYTES), '\0'],
      ['SETRANGE', 'leaky:box', String(order * BALLOT_BYTES), ballot],
      ['SADD', 'leaky:spent', inner],
    ],
  },
  {
    name: 'a list of casts',
    tells: 'ticket: table leaky:casts, place of the row ~ order of casting',
    cast: ({ inner }) => [['RPUSH', 'leaky:casts', inner]],
  },
  {
    name: 'a time beside each spent ticket',
    tells: 'ticket: table leaky:spent, column value ~ order of casting',
    cast: ({ inner }, order) => {
      const at = 1_600_000_000_000 + order * 750 + randomInt(500);
      return [['HSET', 'leaky:spent', inner, String(at)]];
    },
  },
  {
    name: 'spent tickets added to a small hash as they come',
    tells: 'ticket: table leaky:spent, place of the row ~ order of casting',
    cast: ({ inner }) => [['HSET', 'leaky:spent', inner, '1']],
  },
  {
    name: 'the same random number beside ballot and ticket',
    tells: 'ballot: table leaky:ballots, column field ~ ticket: table leaky:spent, column value',
    cast: ({ ballot, inner }) => {
      const id = randomBytes(8);
      return [
        ['HSET', 'leaky:ballots', id, ballot],
        ['HSET', 'leaky:spent', inner, id],
      ];
    },
  },
];

export async function runLeaky(
  redis: RedisServer,
  { cast }: LeakyRedisStore,
): Promise<readonly Vote[]> {
  const votes = randomVotes();
  await withQuestions(redis.url, async (ask) => {
    for (const [order, vote] of votes.entries())
      for (const command of cast(vote, order)) await ask(...command);
    await ask('SLOWLOG', 'RESET');
  });
  await rewriteFiles(redis);
  return votes;
}

/** Our own store, with one thing left out of its scrubbing. */
export interface HalfScrubbed {
  readonly name: string;
  readonly tells: string;
  readonly voting: RedisCourse['voting'];
  readonly end: RedisCourse['end'];
}

export const HALF_SCRUBBED: readonly HalfScrubbed[] = [
  {
    name: 'whose append-only file is not written anew',
    tells:
      'ballot: files/appendonlydir/appendonly.aof.1.incr.aof: ballot, first copy ~ order of casting',
    voting: { votes: 60, lateTickets: false },
    end: async (_, { id }, redis) => {
      await shuffled(redis, id);
      await saveSnapshot(redis);
    },
  },
  {
    name: 'whose snapshot of the middle of the vote is not replaced',
    tells: 'ballot: files/dump.rdb: ballot, number of copies ~ order of casting',
    voting: { votes: 60, lateTickets: false },
    end: async (_, { id }, redis) => {
      await shuffled(redis, id);
      await rewriteLog(redis);
    },
  },
  {
    name: 'whose box is not shuffled after slots were made during the vote',
    tells: 'ballot: table pingyi:{meeting}:box, column slot ~ order of casting',
    voting: { votes: 60, lateTickets: true },
    end: async (_store, _meeting, redis) => rewriteFiles(redis),
  },
  {
    name: 'that keeps what its screens were shown last',
    tells: 'ballot: table pingyi:{meeting}:box, column unseen ~ order of casting',
    // Nine of them were not shown, as many as can be.
    voting: { votes: 64, lateTickets: false, batched: true },
    end: async (_store, _meeting, redis) => rewriteFiles(redis),
  },
  {
    name: 'that does not forget the slow commands',
    tells: 'ticket: memory/answers: commitment, first copy ~ order of casting',
    voting: { votes: 60, lateTickets: false },
    end: async (_, { id }, redis) => {
      await shuffled(redis, id);
      await rewriteFiles(redis);
    },
  },
];

async function shuffled(redis: RedisServer, id: MeetingId): Promise<void> {
  const connection = await RedisConnection.open({ url: redis.url, allowLossy: true });
  await shuffleBox(connection, id);
  await connection.close();
}
