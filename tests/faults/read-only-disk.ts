import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { ServerProcess } from '../server-process.ts';
import { type Place, placeWithLimitedFiles } from './starving-server.ts';

/** By which SQLite writes and makes durable; what sockets use is not among them. */
const WRITING = 'pwrite64,pwritev,pwritev2,fsync,fdatasync,ftruncate,fallocate';

/**
 * A file system that became read-only under a running server, as a kernel makes it after an error of
 * the disk. It may not be remounted so by hand while a file is open for writing; so the kernel's
 * answers to that process are what is changed: every write to a file is told EROFS. Null where this
 * user may not trace processes.
 */
export async function placeOnReadOnlyDisk(source: string): Promise<Place | null> {
  if (!(await mayTrace())) return null;
  let tracer: ChildProcess | null = null;
  const place = placeWithLimitedFiles(source);
  onTestFinished(() => void tracer?.kill('SIGKILL'));
  return {
    ...place,
    takeRoom: async (server) => {
      tracer = await refuseWrites(server.id);
    },
    giveRoom: async () => {
      tracer?.kill('SIGINT');
      if (tracer !== null && tracer.exitCode === null) await once(tracer, 'close');
      tracer = null;
    },
  };
}

async function refuseWrites(processId: ServerProcess['id']): Promise<ChildProcess> {
  const refusal = ['-e', `trace=${WRITING}`, '-e', `inject=${WRITING}:error=EROFS`];
  const tracer = spawn(
    'strace',
    ['-f', '-qq', '-o', '/dev/null', ...refusal, '-p', `${processId}`],
    {
      stdio: 'ignore',
    },
  );
  while (!isTraced(processId)) {
    if (tracer.exitCode !== null) throw new Error('strace could not attach');
    await delay(20);
  }
  return tracer;
}

function isTraced(processId: number): boolean {
  return !/^TracerPid:\s+0$/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
}

/** Whether a process that is no child of its tracer may be traced here. */
async function mayTrace(): Promise<boolean> {
  const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    await once(sleeper, 'spawn');
    const tracer = await refuseWrites(sleeper.pid as number);
    tracer.kill('SIGINT');
    await once(tracer, 'close');
    return true;
  } catch {
    return false;
  } finally {
    sleeper.kill('SIGKILL');
  }
}
