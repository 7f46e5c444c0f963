import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServerProcess } from '../server-process.ts';

const CROWD = 1500;
/** Far more than a connection on this machine takes; the system's second try comes after a second. */
const CONNECTED_WITHIN_MS = 20_000;

/** What the system lets wait at most, whatever a server asks for. */
function mostWaiting(): number {
  return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
}

test('[PHASE-3] a hall that knocks while the server is busy waits at the door and is not turned away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-crowd-'));
  const server = new ServerProcess(folder);
  const phones: Socket[] = [];
  try {
    const { hostname, port } = new URL(await server.listening());
    process.kill(server.id, 'SIGSTOP');
    const crowd = Math.min(CROWD, mostWaiting());
    for (let phone = 0; phone < crowd; phone++) phones.push(connect(Number(port), hostname));
    const signal = AbortSignal.timeout(CONNECTED_WITHIN_MS);
    await Promise.allSettled(phones.map((phone) => once(phone, 'connect', { signal })));
    expect(phones.filter(({ readyState }) => readyState === 'open')).toHaveLength(crowd);
  } finally {
    for (const phone of phones) phone.destroy();
    await server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});
