import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSession, SESSION_COOKIE } from '../../server/entrance/sessions.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import type { CommandRequest } from '../../shared/protocol/http.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { requirePrograms, SET_CLOCK } from '../required-programs.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, oneOf, wholeNumber } from './fault-run.ts';
import { MachineClock } from './machine-clock.ts';
import { testFolder } from './store-folder.ts';
import { STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

const ROUNDS = wholeNumber('ROUNDS', 8);
const CASTS_A_ROUND = 3;
const COUNTDOWN_MS = 10_000;
const HOUR_MS = 3_600_000;
/** For a busy machine. */
const PATIENCE_MS = 60_000;

async function prepareHall(parts: VotingParts) {
  const meeting = await openMeeting(parts, [2, ROUNDS * CASTS_A_ROUND + 3]);
  const { token } = must(await addScreenLink(parts, meeting.id, 'screen'));
  return { meeting, token, cookie: `${SESSION_COOKIE}=${await openSession(parts)}` };
}

/** How many hours the server's clock is ahead, by what it dates its answers with. */
async function hoursAhead(url: string): Promise<number> {
  const { headers } = await fetch(`${url}/healthz`);
  const apart = Date.parse(headers.get('date') ?? '') - Date.now();
  return Math.round(apart / HOUR_MS) + 0;
}

beforeAll(() => requirePrograms([SET_CLOCK]), 300_000);

test.each(STORES_UNDER_FAULT)(
  '[PHASE-8, CAST-2] the clock of the machine is set an hour on and back while people vote on $name',
  async ({ name, prepare }) => {
    const { random, report } = beginFault(`clock of the machine set, ${name}`);
    const folder = testFolder();
    const prepared = await prepare(folder);
    const { meeting, token, cookie } = await withPrepared(prepared, prepareHall);
    const clock = new MachineClock(folder);
    const server = new ServerProcess(folder, { ...prepared.environment, ...clock.environment });
    onTestFinished(async () => void (await server.kill('SIGKILL')));
    const url = await server.listening();
    const command = async (request: CommandRequest) => {
      const { status } = await fetch(`${url}/api/meetings/${meeting.id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(request),
      });
      return status;
    };
    const setClock = async (hours: number) => {
      clock.set(hours);
      await expect.poll(() => hoursAhead(url), { timeout: PATIENCE_MS }).toBe(hours);
    };

    const screen = await ScreenViewer.enter(url, token);
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(url, ticket)),
    );
    let lost = 0;
    const noteLoss = () => {
      lost += 1;
    };
    screen.socket.on('disconnect', noteLoss);
    for (const phone of phones) phone.socket.on('disconnect', noteLoss);
    let returned = 0;
    const cast = async () => {
      expect(await phones[returned]?.cast(meeting.marks(returned % 4))).toMatchObject({ ok: true });
      returned += 1;
      await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === returned);
    };
    let hours = 0;
    for (let round = 0; round < ROUNDS; round++) {
      hours = oneOf(
        random,
        [-1, 0, 1].filter((other) => other !== hours),
      );
      await setClock(hours);
      for (let one = 0; one < CASTS_A_ROUND; one++) await cast();
      expect(await command({ command: 'pause' })).toBe(200);
      expect(await command({ command: 'resume' })).toBe(200);
    }

    const announced = performance.now();
    expect(
      await command({ command: 'close', countdownSeconds: COUNTDOWN_MS / 1000, confirmed: true }),
    ).toBe(200);
    // A countdown is counted from when a server first sees it, a moment after it was announced.
    await screen.inbox.until('snapshot', ({ closingInMs }) => closingInMs !== null);
    for (const next of [1, -1]) {
      clock.set(next);
      await cast();
    }
    await screen.inbox.until('snapshot', ({ phase }) => phase === 'closed');
    const lasted = performance.now() - announced;
    expect(lasted).toBeGreaterThanOrEqual(COUNTDOWN_MS - 100);
    expect(await phones[returned]?.cast(meeting.marks(0))).toMatchObject({ code: 'voting_closed' });
    expect(lost).toBe(0);
    for (const end of [screen, ...phones]) end.leave();
    expect(await server.kill('SIGTERM')).toBe(0);
    expect(server.complained).toBe('');
    await withPrepared(prepared, async ({ store }) => {
      const { counted, kept } = await store.recountBox(meeting.id);
      expect(counted).toEqual(kept);
      expect(kept.returned[1]).toBe(returned);
    });
    report(
      `set ${ROUNDS + 2} times while ${returned} voted: none lost, no connection lost, ` +
        `a countdown of ${COUNTDOWN_MS} ms took ${Math.round(lasted)} ms`,
    );
  },
);
