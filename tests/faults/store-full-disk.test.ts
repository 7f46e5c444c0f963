import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openMeeting } from '../contract/sample-meeting.ts';
import type { Command } from '../server-process.ts';
import { limitFiles, sizeOfJournal } from './file-limit.ts';
import { testFolder, withStore } from './store-folder.ts';
import { StoreProcess } from './store-process.ts';

/** As many as vote in the end: a slot that a failed cast had kept would be missed. */
const TICKETS = 1_000;

/** A store with an open meeting, in a place whose room can run out and come back. */
interface Place {
  readonly child: StoreProcess;
  /** What SQLite calls it there. */
  readonly code: string;
  takeRoom(): Promise<void>;
  giveRoom(): Promise<void>;
}

/**
 * Works for any user on any Linux: files of the process may not grow beyond what they are. SQLite
 * meets EFBIG in the middle of a COMMIT, as it would meet any failing disk.
 */
async function placeWithLimitedFiles(): Promise<Place> {
  const folder = testFolder();
  const file = join(folder, 'pingyi.db');
  await withStore(file, (store) => openMeeting(store, TICKETS));
  const child = await StoreProcess.start({ file });
  return {
    child,
    code: 'SQLITE_IOERR',
    // Some room is left, so that the journal ends within a commit and not before one.
    takeRoom: async () => limitFiles(child.id, sizeOfJournal(folder) + 50_000),
    giveRoom: async () => limitFiles(child.id, 'unlimited'),
  };
}

/** A small file system of its own, which most kernels let any user have. */
async function placeOnSmallDisk(): Promise<Place> {
  const source = join(testFolder(), 'pingyi.db');
  await withStore(source, (store) => openMeeting(store, TICKETS));
  const disk = testFolder();
  const files = { file: join(disk, 'pingyi.db'), ballast: join(disk, 'ballast') };
  const child = await StoreProcess.start(files, (command) => onSmallDisk(disk, source, command));
  return {
    child,
    code: 'SQLITE_FULL',
    takeRoom: async () => void (await child.order({ order: 'fill' })),
    giveRoom: async () => void (await child.order({ order: 'free' })),
  };
}

function onSmallDisk(disk: string, source: string, command: Command): Command {
  const mount = 'mount -t tmpfs -o size=12m pingyi "$0" && cp "$1" "$0" && shift && exec "$@"';
  const shell = ['sh', '-c', mount, disk, source, ...command];
  return ['unshare', '--user', '--map-root-user', '--mount', ...shell];
}

function mayMount(): boolean {
  const [program, ...args] = onSmallDisk(testFolder(), '/dev/null', ['true']);
  return spawnSync(program, args).status === 0;
}

/** Every ballot is either in the box or was refused with the code of the place. */
async function expectHonest({ child, code }: Place, from: number, wave: number): Promise<number> {
  const before = await child.look();
  const outcomes = await child.cast(from, 200, wave);
  const accepted = outcomes.filter((outcome) => outcome === 'accepted').length;
  expect(outcomes.filter((outcome) => outcome === code)).toHaveLength(200 - accepted);
  const after = await child.look();
  expect(after).toMatchObject({ sound: true, phase: 'open', spent: before.spent + accepted });
  expect(after.returned).toBe(after.spent);
  return accepted;
}

async function expectHoldsOut(place: Place): Promise<void> {
  const { child, code } = place;
  expect(await expectHonest(place, 0, 10)).toBe(200);
  await place.takeRoom();
  expect(await expectHonest(place, 200, 20)).toBeLessThan(200);
  expect(await expectHonest(place, 400, 1)).toBeLessThan(200);

  const starved = await child.look();
  expect(await child.cast(600, 3, 3)).toEqual([code, code, code]);
  expect(await child.order({ order: 'probe' })).toEqual({ failed: code });
  expect(await child.order({ order: 'pause' })).toEqual({ failed: code });
  expect(await child.look()).toEqual(starved);

  await place.giveRoom();
  expect(await child.order({ order: 'probe' })).toBe('done');
  expect(new Set(await child.cast(0, TICKETS, 20))).toEqual(new Set(['accepted']));
  const recovered = await child.look();
  expect(recovered).toMatchObject({ sound: true, spent: TICKETS, returned: TICKETS });
  await child.order({ order: 'reopen' });
  expect(await child.look()).toEqual(recovered);
}

it('[CAST-2] no room in a file: no acknowledgement, nothing changed, and on with room', async () => {
  await expectHoldsOut(await placeWithLimitedFiles());
});

it('[CAST-2] a full disk: no acknowledgement, nothing changed, and on with room', async () => {
  await expectHoldsOut(mayMount() ? await placeOnSmallDisk() : await placeWithLimitedFiles());
});
