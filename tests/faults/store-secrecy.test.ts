import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { attack, ELECTIONS } from '../attack/attack.ts';
import { placesOf } from '../attack/byte-clues.ts';
import type { Election } from '../attack/election.ts';
import { LEAKY_STORES } from '../attack/leaky-stores.ts';
import {
  type Course,
  copiedTo,
  holdElection,
  randomVotes,
  SCRUBBED,
} from '../attack/sample-elections.ts';
import { leftBySqlite } from '../attack/sqlite-tables.ts';
import { change, nextRound, open, openMeeting, readState } from '../contract/sample-meeting.ts';
import { testFolder, withStore } from './store-folder.ts';

async function elections(hold: (folder: string) => Promise<Election>): Promise<Election[]> {
  const held: Election[] = [];
  for (let number = 0; number < ELECTIONS; number++) held.push(await hold(testFolder()));
  return held;
}

function ofOurStore(course: Course): Promise<Election[]> {
  return elections((folder) => holdElection(folder, course));
}

/** Each ballot stands in the files once, and each inner hash: no page or journal keeps another. */
function expectNoCopies({ folder, votes }: Election): void {
  expect(readdirSync(folder)).toEqual(['pingyi.db']);
  const content = readFileSync(join(folder, 'pingyi.db'));
  for (const { ballot, inner } of votes) {
    expect(placesOf(content, ballot)).toHaveLength(1);
    expect(placesOf(content, inner)).toHaveLength(1);
  }
}

it('[SECRET-1, SECRET-2] our files tell no order of casting, and join no ballot to a ticket', async () => {
  const held = await ofOurStore({ lateTickets: false, end: SCRUBBED });
  held.forEach(expectNoCopies);
  expect(attack(held)).toEqual([]);
});

it('[SECRET-2] our files tell no order of ballots when tickets were made during the vote', async () => {
  const held = await ofOurStore({ lateTickets: true, end: SCRUBBED });
  held.forEach(expectNoCopies);
  // That a late ticket was spent late is in the log of its making, and on its paper.
  expect(attack(held).filter(({ what }) => what.startsWith('ballot: '))).toEqual([]);
});

it('[SECRET-2] the attack finds the order in our own store before it is scrubbed', async () => {
  const held = await elections(async (folder) => {
    const [work, copy] = [join(folder, 'work'), join(folder, 'copy')];
    mkdirSync(work);
    const election = await holdElection(work, { lateTickets: false, end: copiedTo(copy) });
    return leftBySqlite(copy, election.votes);
  });
  const found = attack(held).map(({ what }) => what);
  expect(found).toContain('ballot: pingyi.db-wal: ballot, first copy ~ order of casting');
  expect(found).toContain('ticket: pingyi.db-wal: inner, first copy ~ order of casting');
});

/** Without the shuffling that scrubbing begins with. */
const ONLY_REBUILT: Course['end'] = async (store, _, folder) => {
  await store.close();
  const database = new DatabaseSync(join(folder, 'pingyi.db'));
  database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
};

it('[SECRET-1] the slot that a ballot was dropped into tells no order, before any shuffling', async () => {
  const held = await ofOurStore({ lateTickets: false, end: ONLY_REBUILT });
  expect(attack(held).filter(({ what }) => what.startsWith('ballot: table box'))).toEqual([]);
});

it('[SECRET-2] the attack finds late slots where the file was rebuilt but not shuffled', async () => {
  const held = await ofOurStore({ lateTickets: true, end: ONLY_REBUILT });
  const found = attack(held).map(({ what }) => what);
  expect(found).toContain('ballot: table box, place of the row ~ order of casting');
});

it.each(LEAKY_STORES)('[SECRET-2] the attack sees through $name', async ({ run, tells }) => {
  const held = await elections(async (folder) => {
    const votes = randomVotes();
    run(folder, votes);
    return leftBySqlite(folder, votes);
  });
  expect(attack(held).map(({ what }) => what)).toContain(tells);
});

it('[SECRET-2, PHASE-4] a wiped round leaves no ballot and no proof of a ticket behind', async () => {
  const election = await holdElection(testFolder(), {
    lateTickets: true,
    end: async (store, { id, plan }) => {
      // A plan of another size moves every slot: what lay in their old places must go, too.
      const presenters = [...plan.presenters, ...plan.presenters];
      await nextRound(store, id);
      await change(store, id, { plan: { ...plan, presenters } });
      await open(store, id);
      await store.scrub(id);
      await store.close();
    },
  });
  const content = readFileSync(join(election.folder, 'pingyi.db'));
  for (const vote of election.votes)
    for (const trace of [vote.ballot, vote.inner, vote.receipt])
      expect(placesOf(content, trace)).toEqual([]);
});

it('[SECRET-2] a deleted meeting leaves nothing behind in the file', async () => {
  const file = join(testFolder(), 'pingyi.db');
  await withStore(file, async (store) => {
    await openMeeting(store, 10, { number: 2 });
    const { tickets, meeting } = await openMeeting(store, 300, { number: 1 });
    await store.deleteMeeting(await readState(store, meeting.id));
    const names = readdirSync(join(file, '..'));
    for (const name of names) {
      const content = readFileSync(join(file, '..', name));
      expect(placesOf(content, Buffer.from(meeting.id))).toEqual([]);
      for (const { commitment } of tickets)
        expect(placesOf(content, Buffer.from(commitment, 'hex'))).toEqual([]);
    }
  });
  const database = new DatabaseSync(file, { readOnly: true });
  // The file was rewritten: no free page is left in which something might lie.
  expect(database.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 });
  database.close();
});
