import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { returnedInAll } from '../../shared/tally.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { RawSocket } from '../raw-socket.ts';
import { ServerProcess } from '../server-process.ts';
import { withApp } from '../server-under-test.ts';
import { beginFault, wholeNumber } from './fault-run.ts';
import { IdlePeers } from './idle-sockets.ts';
import { testFolder } from './store-folder.ts';
import { EMBEDDED, withPrepared } from './stores-under-fault.ts';

const SOCKETS = wholeNumber('SOCKETS', 5000);
const VOTERS = wholeNumber('VOTERS', 500);
/** Everybody arrives and votes within this. */
const SPREAD_MS = 10_000;
const OPENED_AT_ONCE = 250;
/** Who does not become a voter is let go within this, on a busy machine; SPREAD_MS comes before. */
const LET_GO_MS = 60_000;
const TIME_LIMIT_MS = 180_000;
/** Generous: a machine that holds everybody up for this long stands still. */
const STANDSTILL_MS = 20_000;

/** Whoever comes in and votes; the time from pressing to the receipt, in ms. */
async function vote(
  url: string,
  meeting: MeetingUnderTest,
  ticket: string,
  afterMs: number,
): Promise<number> {
  await delay(afterMs);
  const phone = await Phone.enter(url, ticket);
  const pressed = performance.now();
  const answer = await phone.cast(meeting.marks(0));
  expect(answer).toMatchObject({ ok: true });
  phone.leave();
  return performance.now() - pressed;
}

function percentile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function memoryOf(server: ServerProcess): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.id}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

async function flood(peers: IdlePeers): Promise<void> {
  for (let opened = 0; opened < SOCKETS; opened += OPENED_AT_ONCE) {
    const many = Math.min(OPENED_AT_ONCE, SOCKETS - opened);
    await Promise.all(Array.from({ length: many }, () => peers.open()));
  }
}

// The store has no part in who holds a line.
test.each([EMBEDDED])(
  '[CAST-2] idle and malformed sockets while people vote on $name: everyone has a receipt, the idle ones are let go',
  async ({ name, prepare }) => {
    const { random, report } = beginFault(`idle sockets on ${name}`);
    const folder = testFolder();
    const prepared = await prepare(folder);
    const meeting = await withPrepared(prepared, (parts) => openMeeting(parts, [1, VOTERS]));
    const server = new ServerProcess(folder, prepared.environment);
    onTestFinished(async () => void (await server.kill('SIGKILL')));
    const url = await server.listening();
    const before = memoryOf(server);

    const peers = new IdlePeers(url, random);
    await flood(peers);
    const began = performance.now();
    const heldAtFirst = peers.many;
    const took = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => vote(url, meeting, ticket, random() * SPREAD_MS)),
    );
    expect(Math.max(...took)).toBeLessThan(STANDSTILL_MS);
    const memory = memoryOf(server);
    await expect.poll(() => peers.held(), { timeout: LET_GO_MS, interval: 500 }).toEqual(new Map());
    const letGo = Math.round((performance.now() - began) / 1000);

    expect(await server.kill('SIGTERM')).toBe(0);
    expect(server.complained).toBe('');
    const state = await withPrepared(prepared, ({ store }) => store.readMeeting(meeting.id));
    expect(state === null ? 0 : returnedInAll(state.tally)).toBe(VOTERS);
    report(
      `${SOCKETS} sockets, ${heldAtFirst} of them held at first and all let go after ${letGo} s; ` +
        `${VOTERS} of ${VOTERS} people have a receipt, none lost; acknowledged within ` +
        `${percentile(took, 0.5)} ms (median), ${percentile(took, 0.99)} ms (99th percentile); ` +
        `memory ${before} MB before, ${memory} MB with all`,
    );
  },
  TIME_LIMIT_MS,
);

test('whoever has left and does not come back is let go', async () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 1]);
    const raw = await RawSocket.open(server.url);
    const closed = once(raw.socket, 'close');
    raw.enter('/voter', { ticket: meeting.tickets[1]?.[0] });
    await raw.until((message) => message.startsWith('42/voter,["ticket"'));
    raw.socket.send('41/voter,');
    const answeringPings = setInterval(() => raw.pong(), 1000);
    await closed;
    clearInterval(answeringPings);
  }));
