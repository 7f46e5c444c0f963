import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { packBallot } from '../../shared/ballot.ts';
import { meetingShape } from '../../shared/meeting.ts';
import { recount } from '../../shared/tally.ts';
import {
  castOf,
  close,
  marksOf,
  openMeeting,
  type PaperTicket,
  readState,
  type SampleMeeting,
} from '../contract/sample-meeting.ts';
import { testFolder, withStore } from './store-folder.ts';
import { StoreProcess } from './store-process.ts';

const ROUNDS = 20;
const TICKETS_A_ROUND = 300;

function ticketOf(sample: SampleMeeting, number: number): PaperTicket {
  return sample.tickets[number] as PaperTicket;
}

/** The box holds the ballots of the spent tickets, each once, and nothing else. */
async function expectWhole(store: Store, sample: SampleMeeting): Promise<ReadonlySet<number>> {
  const spent = new Set<number>();
  for (const [number, { commitment }] of sample.tickets.entries())
    if ((await store.findTicket(commitment))?.state === 'spent') spent.add(number);
  const ballots = [...spent].map((number) => ({
    group: ticketOf(sample, number).group,
    bytes: packBallot(marksOf(sample.meeting, number)),
  }));
  const expected = recount(ballots, meetingShape(sample.meeting.plan));
  expect(await store.recountBox(sample.meeting.id)).toEqual({ counted: expected, kept: expected });
  expect((await readState(store, sample.meeting.id)).tally).toEqual(expected);
  return spent;
}

it('[CAST-2] kill -9 in a storm of ballots: every acknowledged one is there, none twice', async () => {
  const file = join(testFolder(), 'pingyi.db');
  const sample = await withStore(file, (store) => openMeeting(store, ROUNDS * TICKETS_A_ROUND));
  const acknowledged = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const child = await StoreProcess.start({ file });
    child.tell({ order: 'storm', from: round * TICKETS_A_ROUND, many: TICKETS_A_ROUND });
    await child.acknowledges(1 + 13 * round);
    await child.kill();
    for (const number of child.acknowledged) acknowledged.add(number);
    const spent = await withStore(file, (store) => expectWhole(store, sample));
    expect([...acknowledged].filter((number) => !spent.has(number))).toEqual([]);
  }
  await withStore(file, async (store) => {
    const before = await readState(store, sample.meeting.id);
    for (const number of acknowledged) {
      const cast = castOf(sample.meeting, ticketOf(sample, number), { number });
      expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
    }
    expect(await readState(store, sample.meeting.id)).toEqual(before);
  });
});

it('[SECRET-2] kill -9 while scrubbing: nothing is lost', async () => {
  const file = join(testFolder(), 'pingyi.db');
  const sample = await withStore(file, async (store) => {
    const opened = await openMeeting(store, 2_000);
    const casts = opened.tickets.map((ticket, number) =>
      store.cast(castOf(opened.meeting, ticket, { number })),
    );
    await Promise.all(casts);
    await close(store, opened.meeting.id);
    return opened;
  });
  for (let round = 0; round < 10; round++) {
    const child = await StoreProcess.start({ file });
    child.tell({ order: 'scrub' });
    await delay(4 * round);
    await child.kill();
    const spent = await withStore(file, (store) => expectWhole(store, sample));
    expect(spent.size).toBe(sample.tickets.length);
  }
});

it('kill -9 while a new file is made: the next start finishes it', async () => {
  for (let round = 0; round < 10; round++) {
    const file = join(testFolder(), 'pingyi.db');
    const child = StoreProcess.begin({ file });
    await delay(80 + 20 * round);
    await child.kill();
    await withStore(file, async (store) => {
      const sample = await openMeeting(store, 2);
      const cast = castOf(sample.meeting, ticketOf(sample, 0));
      expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
    });
  }
});
