import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingArchive, Store } from '../../server/store/store.ts';
import { packBallot } from '../../shared/ballot.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { meetingShape } from '../../shared/meeting.ts';
import { recount } from '../../shared/tally.ts';
import { type RedisServer, startRedis, startRedisCluster } from '../redis-server.ts';
import { exported } from './archivable-meeting.ts';
import type { FreshStore } from './bench.ts';
import { everythingOf } from './everything.ts';
import { freshRedisStore } from './fresh-redis-store.ts';
import { openFreshSqlite } from './fresh-sqlite.ts';
import { castOf, close, draftMeeting, marksOf, open, readState } from './sample-meeting.ts';
import { testBench } from './test-bench.ts';

let redis: RedisServer;
let cluster: RedisServer[];

beforeAll(async () => {
  redis = await startRedis();
  cluster = await startRedisCluster();
});
afterAll(async () => {
  for (const server of [redis, ...cluster]) await server.dispose();
});

/** Every kind of store, to be tried with every other one. */
const KINDS: readonly (readonly [name: string, openFresh: () => Promise<FreshStore>])[] = [
  ['the embedded store', openFreshSqlite],
  ['Redis', () => freshRedisStore([redis])],
  ['a Redis cluster', () => freshRedisStore(cluster)],
];
const PAIRS = KINDS.flatMap(([from, openFrom]) =>
  KINDS.filter(([to]) => to !== from).map(([to, openTo]) => ({ from, to, openFrom, openTo })),
);

/** As the commands do it; the archive goes through JSON, as a file does. */
async function carry(id: MeetingId, from: Store, to: Store): Promise<MeetingArchive> {
  const archive = await exported(from, id);
  expect(JSON.parse(JSON.stringify(archive))).toEqual(archive);
  expect(await to.importMeeting(archive)).toBe('imported');
  return archive;
}

describe.each(PAIRS)('from $from to $to and back', ({ openFrom, openTo }) => {
  const bench = testBench(openFrom, openTo);

  it('[ARCHIVE-1] a meeting prepared here and held there is kept here, the same', async () => {
    const sample = await draftMeeting(bench.store, 60);
    const { id, plan } = sample.meeting;
    const there = await bench.importer();
    await carry(id, bench.store, there.store);
    // So that one ticket cannot vote in two places.
    expect(await bench.store.deleteMeeting(await readState(bench.store, id))).toBe('deleted');

    const opened = await open(there.store, id);
    const casts = sample.tickets
      .slice(0, 45)
      .map((ticket, number) => castOf(opened, ticket, { number }));
    for (const cast of casts) await there.store.cast(cast);
    await close(there.store, id);
    await there.store.scrub(id);
    const held = await everythingOf(there.store, id);

    const archive = await carry(id, there.store, bench.store);
    const ballots = sample.tickets.slice(0, 45).map(({ group }, number) => ({
      group,
      bytes: packBallot(marksOf(opened, number)),
    }));
    const expected = recount(ballots, meetingShape(plan));
    for (const find of [() => bench.store, bench.reopen]) {
      const store = await find();
      const kept = await everythingOf(store, id);
      expect(kept.box).toEqual({ counted: expected, kept: expected });
      expect({ ...kept, state: { ...kept.state, revision: held.state.revision } }).toEqual(held);
      expect(kept.state.revision).toBeGreaterThan(archive.revision);
      for (const cast of casts) expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
    }
  });
});
