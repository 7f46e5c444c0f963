import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Command, ServerProcess } from '../server-process.ts';
import { limitFiles, sizeOfJournal } from './file-limit.ts';
import { fillDisk } from './fill-disk.ts';
import { testFolder } from './store-folder.ts';

export const PASSWORD = 'a password of a test';

/** A place for the server's data whose room can run out and come back. */
export interface Place {
  /** What SQLite calls it there. */
  readonly code: string;
  /** Starts the server there; it is gone when the test is over. */
  start(): ServerProcess;
  /** `server` is the one that runs there now. */
  takeRoom(server: ServerProcess): void | Promise<void>;
  giveRoom(server: ServerProcess): void | Promise<void>;
  /** A folder with the database as it is on the disk; for when no server has it. */
  data(): string;
}

/** `folder` as the server knows it. */
function startIn(folder: string, wrap?: (command: Command) => Command): ServerProcess {
  const server = new ServerProcess(
    folder,
    { ORGANIZER_PASSWORD: PASSWORD, LOG_LEVEL: 'silent' },
    wrap,
  );
  onTestFinished(async () => void (await server.kill('SIGKILL')));
  return server;
}

/** Works for any user on any Linux; SQLite meets EFBIG in the middle of a COMMIT. */
export function placeWithLimitedFiles(source: string): Place {
  const folder = testFolder();
  copyDatabase(source, folder);
  return {
    code: 'SQLITE_IOERR',
    start: () => startIn(folder),
    // Some room is left, so that the journal ends within a commit and not before one.
    takeRoom: ({ id }) => limitFiles(id, sizeOfJournal(folder) + 50_000),
    giveRoom: ({ id }) => limitFiles(id, 'unlimited'),
    data: () => folder,
  };
}

/**
 * A small file system of its own, which most kernels let any user have. It belongs to a process
 * that only holds it, so that it outlives a killed server. Null where it may not be had.
 */
export async function placeOnSmallDisk(source: string): Promise<Place | null> {
  const disk = testFolder();
  const holder = await holdSmallDisk(disk);
  if (holder === null) return null;
  const seenFromHere = join('/proc', String(holder.pid), 'root', disk);
  const ballast = join(seenFromHere, 'ballast');
  copyDatabase(source, seenFromHere);
  return {
    code: 'SQLITE_FULL',
    start: () => startIn(disk, (command) => ['nsenter', ...entranceTo(holder), ...command]),
    takeRoom: () => fillDisk(ballast),
    giveRoom: () => rmSync(ballast),
    data: () => {
      // SQLite does not find its way through /proc.
      const folder = testFolder();
      copyDatabase(seenFromHere, folder);
      return folder;
    },
  };
}

function entranceTo(holder: ChildProcess): readonly string[] {
  return ['--target', String(holder.pid), '--user', '--mount', '--preserve-credentials', '--'];
}

/** Null where the kernel does not let this user mount. Gone when the test is over. */
async function holdSmallDisk(disk: string): Promise<ChildProcess | null> {
  const mount = 'mount -t tmpfs -o size=12m pingyi "$0" && echo mounted && exec cat';
  const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', mount, disk];
  const holder = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  const mounted = once(holder.stdout, 'data').then(() => true);
  return (await Promise.race([mounted, once(holder, 'close').then(() => false)])) ? holder : null;
}

function copyDatabase(from: string, to: string): void {
  for (const name of readdirSync(from))
    if (name.startsWith('pingyi.db')) copyFileSync(join(from, name), join(to, name));
}
