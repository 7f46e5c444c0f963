import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type ArchivedElection,
  archiveElection,
  inCastingOrder,
  LEAKY_ARCHIVES,
  writtenElection,
} from '../attack/archived-elections.ts';
import { attack, ELECTIONS } from '../attack/attack.ts';
import type { Election } from '../attack/election.ts';
import { leftBySqlite } from '../attack/sqlite-tables.ts';
import { testFolder, withStore } from './store-folder.ts';

async function elections(
  lateTickets: boolean,
  leave: (election: ArchivedElection, folder: string) => Election | Promise<Election>,
): Promise<Election[]> {
  const held: Election[] = [];
  for (let number = 0; number < ELECTIONS; number++)
    held.push(await leave(await archiveElection(testFolder(), lateTickets), testFolder()));
  return held;
}

it('[SECRET-1, SECRET-2] the file of a meeting tells no order of casting, and joins no ballot to a ticket', async () => {
  const held = await elections(false, ({ archive, votes }, folder) =>
    writtenElection(folder, archive, votes),
  );
  expect(attack(held)).toEqual([]);
});

it('[SECRET-2] it tells no order of ballots when tickets were made during the vote', async () => {
  const held = await elections(true, ({ archive, votes }, folder) =>
    writtenElection(folder, archive, votes),
  );
  // That a late ticket was spent late is in its batch, and on its paper.
  expect(attack(held).filter(({ what }) => what.startsWith('ballot: '))).toEqual([]);
});

it.each(LEAKY_ARCHIVES)('[SECRET-2] the attack sees through $name', async ({ of, tells }) => {
  const held = await elections(true, (election, folder) =>
    writtenElection(folder, of(election), election.votes),
  );
  expect(attack(held).map(({ what }) => what)).toContain(tells);
});

it('[SECRET-2] where it is imported, files tell nothing, whatever order the archive had', async () => {
  const held = await elections(false, async (election, folder) => {
    await withStore(join(folder, 'pingyi.db'), (store) =>
      store.importMeeting(inCastingOrder(election)),
    );
    return leftBySqlite(folder, election.votes);
  });
  expect(attack(held)).toEqual([]);
});
