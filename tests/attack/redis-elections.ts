import { setTimeout } from 'node:timers/promises';
import { openRedisStore, type SharedStore } from '../../server/store/redis/redis-store.ts';
import type { Meeting } from '../../shared/meeting.ts';
import { type RedisServer, type RedisSettings, startRedis } from '../redis-server.ts';
import { ELECTIONS } from './attack.ts';
import type { Election, Vote } from './election.ts';
import { leftByRedis } from './redis-remains.ts';
import { holdVote, type Voting } from './sample-elections.ts';

/** How an election is held in the store on Redis. */
export interface RedisCourse {
  readonly voting: Omit<Voting, 'onTheWay'>;
  readonly onTheWay?: (redis: RedisServer) => Promise<void>;
  /** What is done after closing. */
  readonly end: (store: SharedStore, meeting: Meeting, redis: RedisServer) => Promise<void>;
}

/**
 * What an attacker is given: everything as it is, and every command as slow enough to be noted. When
 * files are flushed makes no difference to what is in them.
 */
export const OPEN_TO_ATTACK: RedisSettings = {
  appendfsync: 'everysec',
  rdbcompression: 'no',
  'slowlog-log-slower-than': '0',
  'slowlog-max-len': '10000',
  'latency-monitor-threshold': '1',
};

/**
 * As many elections as the attack takes, at once and each in a Redis of its own, which is gone
 * afterwards; what it left is in a folder that `newFolder` makes.
 */
export async function holdInRedis(
  newFolder: () => string,
  settings: RedisSettings,
  hold: (redis: RedisServer) => Promise<readonly Vote[]>,
): Promise<readonly Election[]> {
  const servers: RedisServer[] = [];
  try {
    while (servers.length < ELECTIONS)
      servers.push(await startRedis({ ...OPEN_TO_ATTACK, ...settings }));
    return await Promise.all(
      servers.map(async (redis) => leftByRedis(redis, newFolder(), await hold(redis))),
    );
  } finally {
    for (const redis of servers) await redis.dispose();
  }
}

/** In our own store. */
export async function holdCourse(
  redis: RedisServer,
  course: RedisCourse,
): Promise<readonly Vote[]> {
  const { voting, onTheWay, end } = course;
  const store = await openRedisStore({
    url: redis.url,
    allowLossy: true,
    report: (error) => {
      throw error;
    },
  });
  const held = await holdVote(store, { ...voting, onTheWay: async () => onTheWay?.(redis) });
  await end(store, held.meeting, redis);
  await store.close();
  return held.votes;
}

/** As the server does it after closing. */
export const SCRUBBED_IN_REDIS: RedisCourse['end'] = (store, meeting) => store.scrub(meeting.id);

/** As somebody does it who knows nothing of the vote: a backup, or an automatic rewrite. */
export async function saveSnapshot(redis: RedisServer): Promise<void> {
  await redis.ask('BGSAVE', 'SCHEDULE');
  await whileBusy(redis);
}

export async function rewriteLog(redis: RedisServer): Promise<void> {
  await redis.ask('BGREWRITEAOF');
  await whileBusy(redis);
}

const LOOK_EVERY_MS = 50;
const BUSY = /(aof_rewrite_in_progress|aof_rewrite_scheduled|rdb_bgsave_in_progress):1/;

async function whileBusy(redis: RedisServer): Promise<void> {
  const patience = AbortSignal.timeout(20_000);
  while (BUSY.test(String(await redis.ask('INFO', 'persistence')))) {
    patience.throwIfAborted();
    await setTimeout(LOOK_EVERY_MS);
  }
}

export async function rewriteFiles(redis: RedisServer): Promise<void> {
  await rewriteLog(redis);
  await saveSnapshot(redis);
}
