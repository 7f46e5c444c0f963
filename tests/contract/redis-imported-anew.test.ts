import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { shuffleBox } from '../../server/store/redis/box.ts';
import { RedisConnection } from '../../server/store/redis/connection.ts';
import { deleteMeeting } from '../../server/store/redis/deletion.ts';
import { importMeeting } from '../../server/store/redis/import-meeting.ts';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import type { MeetingArchive, Store } from '../../server/store/store.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { tallyFigures } from '../../shared/tally.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { archivableMeeting, exported, HOST_HASH, SCREEN_HASH } from './archivable-meeting.ts';
import { openFreshSqlite } from './fresh-sqlite.ts';
import { interrupted } from './interrupted-connection.ts';
import {
  castOf,
  close,
  draftMeeting,
  entryOf,
  newTickets,
  open,
  type PaperTicket,
  paperTickets,
  readState,
} from './sample-meeting.ts';

let redis: RedisServer;
let store: Store;
let connection: RedisConnection;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.dispose());

beforeEach(async () => {
  await redis.ask('FLUSHALL');
  const report = (error: unknown) => {
    throw error;
  };
  const options = { url: redis.url, allowLossy: false, report };
  store = await openRedisStore(options);
  connection = await RedisConnection.open(options);
});

afterEach(() => Promise.all([store, connection].map((opened) => opened.close())));

async function keysLeft(): Promise<readonly string[]> {
  return ((await redis.ask('KEYS', '*')) as string[]).toSorted();
}

async function deleteAsItIs(
  id: MeetingId,
  by: Pick<Store, 'deleteMeeting'> = store,
): Promise<void> {
  expect(await by.deleteMeeting(await readState(store, id))).toBe('deleted');
}

/** The process that deletes, which is interrupted before it forgets the meeting's directories. */
function deletingOn(redisOfIt: RedisConnection): Pick<Store, 'deleteMeeting'> {
  return { deleteMeeting: (before) => deleteMeeting(redisOfIt, new Map(), before) };
}

/** With other ballots for another `first`. */
async function vote(
  on: Store,
  id: MeetingId,
  tickets: readonly PaperTicket[],
  first: number,
): Promise<void> {
  const opened = await open(on, id);
  for (const [index, ticket] of tickets.entries())
    await on.cast(castOf(opened, ticket, { number: first + index }));
  await close(on, id);
}

/** The meeting as it was held in another store, with ballots of its own. */
async function heldElsewhere(
  draft: MeetingArchive,
  tickets: readonly PaperTicket[],
): Promise<MeetingArchive> {
  const elsewhere = await openFreshSqlite();
  await elsewhere.store.importMeeting(draft);
  await vote(elsewhere.store, draft.meeting.id, tickets, 100);
  const held = await exported(elsewhere.store, draft.meeting.id);
  await elsewhere.dispose();
  return held;
}

test.each(['forget_link', 'forget_ticket'] as const)(
  '[ARCHIVE-1] tickets and links are found of a meeting that was imported as an earlier one was deleted, at %s',
  async (late) => {
    const { meeting, tickets } = await archivableMeeting(store);
    const archive = await exported(store, meeting.id);
    const imported = () => importMeeting(connection, archive);
    await deleteAsItIs(meeting.id, deletingOn(interrupted(connection, late, imported)));
    for (const { commitment } of tickets)
      expect(await store.findTicket(commitment)).toMatchObject({ meeting: meeting.id });
    for (const hash of [SCREEN_HASH, HOST_HASH])
      expect(await store.findScreenLink(hash)).toMatchObject({ meeting: meeting.id });
  },
);

test('[ARCHIVE-1] nothing is left of an imported meeting that is deleted, nor of what was added to it', async () => {
  const { meeting } = await draftMeeting(store, 4);
  const { id } = meeting;
  const archive = await exported(store, id);
  await deleteAsItIs(id);
  const before = await keysLeft();
  expect(await store.importMeeting(archive)).toBe('imported');
  await store.mintTickets(id, newTickets(paperTickets('late', 4)), entryOf('tickets_minted'));
  const link = { id: 'later', kind: 'screen', createdAt: 1, revokedAt: null } as const;
  await store.addScreenLink(id, link, SCREEN_HASH, entryOf('screen_link_made'));
  await deleteAsItIs(id);
  expect(await keysLeft()).toEqual(before);
});

test('[ARCHIVE-1] an import that broke off in its middle leaves nothing in the next', async () => {
  const { meeting } = await draftMeeting(store, 4);
  const archive = await exported(store, meeting.id);
  await deleteAsItIs(meeting.id);
  const part = (name: string) => `pingyi:{${meeting.id}}:${name}`;
  await redis.ask('RPUSH', part('log'), JSON.stringify(entryOf('opened')));
  await redis.ask('RPUSH', part('batches'), '1');
  expect(await store.importMeeting(archive)).toBe('imported');
  expect(await exported(store, meeting.id)).toEqual({ ...archive, revision: archive.revision + 1 });
});

test('[CAST-1, SECRET-2] ballots that were shuffled do not come back into another box of the same revision', async () => {
  const { meeting, tickets } = await draftMeeting(store, 6);
  const { id } = meeting;
  const draft = await exported(store, id);
  const elsewhere = await heldElsewhere(draft, tickets);
  await vote(store, id, tickets, 0);
  const shuffledFrom = await readState(store, id);
  const { revision } = shuffledFrom;
  const meanwhile = async () => {
    await deleteMeeting(connection, new Map(), shuffledFrom);
    await importMeeting(connection, { ...elsewhere, revision: revision - 1 });
    expect((await readState(store, id)).revision).toBe(revision);
  };
  await shuffleBox(interrupted(connection, 'reorder_box', meanwhile), id);
  const { counted, kept } = await store.recountBox(id);
  expect(counted).toEqual(kept);
  expect(tallyFigures(counted)).toEqual(elsewhere.tally);
});
