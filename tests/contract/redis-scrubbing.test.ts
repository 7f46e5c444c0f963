import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { RedisConnection } from '../../server/store/redis/connection.ts';
import { deleteMeeting } from '../../server/store/redis/deletion.ts';
import { importMeeting } from '../../server/store/redis/import-meeting.ts';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { Scrubbing } from '../../server/store/redis/scrubbing.ts';
import type { MeetingArchive, Store } from '../../server/store/store.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { exported } from './archivable-meeting.ts';
import { interrupted } from './interrupted-connection.ts';
import {
  castOf,
  close,
  draftMeeting,
  nextRound,
  open,
  openMeeting,
  type PaperTicket,
  readState,
} from './sample-meeting.ts';

const MEETINGS = 24;

let redis: RedisServer;
let stores: readonly [Store, Store];
let connection: RedisConnection;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.dispose());

// Anew for each test, so that no store is open for as long as until it scrubs by itself.
beforeEach(async () => {
  await redis.ask('FLUSHALL');
  const options = { url: redis.url, allowLossy: false, report };
  stores = [await openRedisStore(options), await openRedisStore(options)];
  connection = await RedisConnection.open(options);
});

afterEach(() => Promise.all([...stores, connection].map((opened) => opened.close())));

function report(error: unknown): never {
  throw error;
}

function due(): Promise<unknown> {
  return redis.ask('KEYS', '*:due');
}

/** Voting is opened and closed, with the box not scrubbed yet. */
async function vote(store: Store, id: MeetingId, tickets: readonly PaperTicket[]): Promise<void> {
  const opened = await open(store, id);
  for (const [number, ticket] of tickets.entries())
    await store.cast(castOf(opened, ticket, { number }));
  await close(store, id);
}

/** Of the process whose scrubbing is interrupted; nobody else scrubs in between. */
function scrubbingOn(redisOfIt: RedisConnection): Scrubbing {
  return new Scrubbing(redisOfIt, report);
}

/** A meeting that is gone, with its traces still there, and what may be imported of it. */
async function deletedMeeting(store: Store) {
  const { meeting, tickets } = await draftMeeting(store, 4);
  const archive: MeetingArchive = await exported(store, meeting.id);
  const state = await readState(store, meeting.id);
  expect(await deleteMeeting(connection, new Map(), state)).toBe('deleted');
  return { id: meeting.id, tickets, archive };
}

async function listed(store: Store): Promise<readonly MeetingId[]> {
  return (await store.listMeetings()).map(({ id }) => id);
}

test('[SECRET-2] many meetings that close at once on two processes are all scrubbed', async () => {
  const [first] = stores;
  const closed = await Promise.all(
    Array.from({ length: MEETINGS }, async (_, number) => {
      const { meeting, tickets } = await openMeeting(first, 4, { number: number + 1 });
      for (const ticket of tickets) await first.cast(castOf(meeting, ticket, { number }));
      await close(first, meeting.id);
      return meeting.id;
    }),
  );
  expect(await due()).toHaveLength(MEETINGS);
  await Promise.all(closed.map((id, number) => stores[number % 2]?.scrub(id)));
  expect(await due()).toEqual([]);
});

test('[SECRET-2] a round that ends while an earlier one is scrubbed is still to be scrubbed', async () => {
  const [store] = stores;
  const { meeting, tickets } = await draftMeeting(store, 4);
  await vote(store, meeting.id, tickets);
  const nextVote = async () => {
    await nextRound(store, meeting.id);
    await vote(store, meeting.id, tickets);
  };
  await scrubbingOn(interrupted(connection, 'nodeOf', nextVote)).scrub(meeting.id);
  expect(await due()).toHaveLength(1);
  await scrubbingOn(connection).scrubWhatIsDue();
  expect(await due()).toEqual([]);
});

test('[SECRET-2] so is a meeting that was imported and held while a deleted one of its id is scrubbed', async () => {
  const [store] = stores;
  const { id, tickets, archive } = await deletedMeeting(store);
  const held = async () => {
    expect(await importMeeting(connection, archive)).toBe('imported');
    await vote(store, id, tickets);
  };
  await scrubbingOn(interrupted(connection, 'nodeOf', held)).scrub(id);
  expect(await due()).toHaveLength(1);
  expect(await listed(store)).toEqual([id]);
  await scrubbingOn(connection).scrubWhatIsDue();
  expect(await due()).toEqual([]);
});

test('[ARCHIVE-1] a meeting is listed that was imported as a deleted one of its id was taken off the list', async () => {
  const [store] = stores;
  const { id, archive } = await deletedMeeting(store);
  const imported = () => importMeeting(connection, archive);
  await scrubbingOn(interrupted(connection, 'unlist', imported)).scrub(id);
  expect(await listed(store)).toEqual([id]);
});

test('[ARCHIVE-1] so is one that was listed before, and made after that', async () => {
  const [store] = stores;
  const { id, archive } = await deletedMeeting(store);
  const scrubbed = () => scrubbingOn(connection).scrub(id);
  const importing = importMeeting(interrupted(connection, 'import', scrubbed), archive);
  expect(await importing).toBe('imported');
  expect(await listed(store)).toEqual([id]);
});

test('a deleted meeting is taken off the list once its traces are gone', async () => {
  const [store] = stores;
  await deletedMeeting(store);
  expect(await redis.ask('ZCARD', 'pingyi:{meetings}:ids')).toBe(1);
  await scrubbingOn(connection).scrubWhatIsDue();
  expect(await redis.ask('ZCARD', 'pingyi:{meetings}:ids')).toBe(0);
});
