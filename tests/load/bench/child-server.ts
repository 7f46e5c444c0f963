import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { undoAtExit } from './leftovers.ts';
import { processorMs } from './processor-time.ts';

/** A server in a process of its own, on a free port of the loopback. */
export interface ChildServer {
  readonly origin: string;
  /** `performance.now()` of the moment before the process was made. */
  readonly startedAt: number;
  /** Resident memory in bytes after its garbage was collected. */
  readonly settledMemory: () => Promise<number>;
  /** ms of processor time so far. */
  readonly processorMs: () => Promise<number>;
  /** Ends it as an operator would, and waits for the end. */
  readonly stop: () => Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 5;
const STOPS_WITHIN_MS = 20_000;
const SETTLING_MS = 1500;
/** Loaded before a server, so that memory in use can be told from memory not yet given back. */
const COLLECT_ON_SIGNAL = 'process.on("SIGUSR2", () => { gc(); gc(); })';
export const SERVER = new URL('../../../server/main.ts', import.meta.url).pathname;
export const BARE_SERVER = new URL('bare-server.ts', import.meta.url).pathname;

/** Starts a script that listens on PORT; does not wait until it does. */
export async function startChild(
  script: string,
  environment: Readonly<Record<string, string>>,
  flags: readonly string[],
): Promise<ChildServer> {
  const port = await freePort();
  const startedAt = performance.now();
  const collector = `data:text/javascript,${encodeURIComponent(COLLECT_ON_SIGNAL)}`;
  const nodeFlags = ['--expose-gc', '--import', collector, ...flags];
  const child = spawn(process.execPath, [...nodeFlags, script], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = undoAtExit(() => child.kill('SIGKILL'));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${script} could not be started`);
  return {
    origin: `http://127.0.0.1:${port}`,
    startedAt,
    settledMemory: () => settledMemory(pid),
    processorMs: () => processorMs(pid),
    stop: () => stop(child, end),
  };
}

/** Rejects when it does not listen within a minute. */
export async function untilListening({ origin, startedAt }: ChildServer): Promise<void> {
  const port = Number(new URL(origin).port);
  while (!(await isListening(port))) {
    if (performance.now() - startedAt > STARTS_WITHIN_MS)
      throw new Error(`nothing listens on ${origin}`);
    await sleep(LOOK_EVERY_MS);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (listening: boolean) => () => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', tell(true));
    socket.once('error', tell(false));
  });
}

async function stop(child: ChildProcess, kill: () => void): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(STOPS_WITHIN_MS, undefined, { ref: false })]);
  }
  kill();
}

async function settledMemory(pid: number): Promise<number> {
  await sleep(SETTLING_MS);
  process.kill(pid, 'SIGUSR2');
  await sleep(SETTLING_MS);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+([0-9]+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('this system does not tell the memory of a process');
  return Number(kilobytes) * 1024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
