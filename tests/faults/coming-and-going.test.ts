import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openSession, SESSION_COOKIE } from '../../server/entrance/sessions.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { ROLES } from '../../shared/protocol/health.ts';
import { closedMeeting } from '../closed-meeting.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { sampleValue } from '../metrics-text.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, wholeNumber } from './fault-run.ts';
import { ask } from './passing-lines.ts';
import { PassingVisitors } from './passing-visitors.ts';
import { testFolder } from './store-folder.ts';
import { STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

const VISITS = wholeNumber('VISITS', 3000);
const AT_ONCE = 8;
const TICKETS = 200;
const TIME_LIMIT_MS = 180_000 + VISITS * 40;
/** Who polls no more is let go after 45 s: a short run does not wait for that. */
const LINGERING_FROM = 20_000;
/** Lines that nobody has ended are noticed within the time that Socket.IO's pings take. */
const ALL_GONE_MS = 90_000;
/** Whatever is kept of those who have left ends the server, sooner or later, as in the fuzzing. */
const HEAP_MB = wholeNumber('HEAP_MB', 100);
const PASSWORD = 'a password of a test';

async function prepareHall(parts: VotingParts) {
  const open = await openMeeting(parts, [1, TICKETS]);
  const closed = await closedMeeting(parts);
  const { token } = must(await addScreenLink(parts, open.id, 'screen'));
  const cookie = `${SESSION_COOKIE}=${await openSession(parts)}`;
  return { open, closed: closed.id, screenToken: token, cookie, password: PASSWORD };
}

function megabytesOf(server: ServerProcess): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.id}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Lines that the process holds, of whatever kind. */
function linesOf(server: ServerProcess): number {
  const folder = `/proc/${server.id}/fd`;
  return readdirSync(folder).filter((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}

async function pagesConnected(url: string): Promise<number> {
  const { body } = await ask(url, { path: '/metrics' });
  return ROLES.reduce(
    (sum, role) => sum + (sampleValue(body, 'pingyi_connections', { role }) ?? Number.NaN),
    0,
  );
}

/** So many visits, several at once. */
async function receive(visitors: PassingVisitors, visits: number): Promise<void> {
  let left = visits;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await visitors.visit();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

test.each(STORES_UNDER_FAULT)(
  '[CAST-3] people of all kinds come, vote, leave or vanish on $name: nothing of them stays but their votes',
  async ({ name, share, prepare }) => {
    const { random, report } = beginFault(`coming and going on ${name}`);
    const folder = testFolder();
    const prepared = await prepare(folder);
    const hall = await withPrepared(prepared, prepareHall);
    const server = new ServerProcess(folder, {
      ...prepared.environment,
      ORGANIZER_PASSWORD: PASSWORD,
      TRUST_PROXY: 'loopback',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    });
    onTestFinished(async () => void (await server.kill('SIGKILL')));
    const url = await server.listening();
    await pagesConnected(url);
    const lines = linesOf(server);
    const visitors = new PassingVisitors({ ...hall, url }, random, VISITS > LINGERING_FROM);

    const visits = Math.ceil(VISITS * share);
    const began = performance.now();
    await receive(visitors, Math.ceil(visits / 5));
    const warm = megabytesOf(server);
    await receive(visitors, Math.floor((visits * 4) / 5));
    const memory = megabytesOf(server);
    const seconds = Math.round((performance.now() - began) / 1000);
    await expect.poll(() => pagesConnected(url), { timeout: ALL_GONE_MS, interval: 200 }).toBe(0);
    await expect
      .poll(() => linesOf(server), { timeout: ALL_GONE_MS, interval: 200 })
      .toBeLessThanOrEqual(lines);
    const gone = Math.round((performance.now() - began) / 1000) - seconds;

    expect(await server.kill('SIGTERM')).toBe(0);
    expect(server.complained).toBe('');
    await withPrepared(prepared, async ({ store }) => {
      const state = await store.readMeeting(hall.open.id);
      expect([...(state?.tally.returned ?? [])]).toEqual([0, visitors.voted]);
      const { counted, kept } = await store.recountBox(hall.open.id);
      expect(counted).toEqual(kept);
      expect(await store.listMeetings()).toHaveLength(2);
    });
    report(
      `${visits} visits in ${seconds} s; ${visitors.voted} ballots, each counted once; ` +
        `nobody was connected and no line held ${gone} s later; memory ${warm} MB after a fifth, ` +
        `${memory} MB at the end, of which the heap had at most ${HEAP_MB} MB`,
    );
  },
  TIME_LIMIT_MS,
);
