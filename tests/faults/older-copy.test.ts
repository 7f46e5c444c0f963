import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommand } from '../../server/voting/commands.ts';
import { type CommandRequest, SEEN_REVISION_HEADER } from '../../shared/protocol/http.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { acceptanceOf } from '../older-data-accepted.ts';
import { Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';
import { beginFault, times } from './fault-run.ts';
import { testFolder } from './store-folder.ts';

const EARLY = 3;
const LATE = 5;

async function castSome(
  { url }: ServerUnderTest,
  meeting: MeetingUnderTest,
  tickets: readonly string[],
): Promise<readonly string[]> {
  return Promise.all(
    tickets.map(async (ticket) => {
      const phone = await Phone.enter(url, ticket);
      const answer = await phone.cast(meeting.marks(1));
      phone.leave();
      return answer.ok ? 'accepted' : answer.code;
    }),
  );
}

/** A copy of DATA_DIR as people make one: with the server stopped. */
async function copyWhileStopped(server: ServerUnderTest): Promise<string> {
  const copy = testFolder();
  await server.stop();
  cpSync(server.folder, copy, { recursive: true });
  await server.start();
  return copy;
}

async function putBack(server: ServerUnderTest, copy: string): Promise<void> {
  await server.stop();
  rmSync(server.folder, { recursive: true });
  cpSync(copy, server.folder, { recursive: true });
  await server.start();
}

/** The highest revision that a console was told by now. */
async function revisionTold(server: ServerUnderTest, { id }: MeetingUnderTest): Promise<number> {
  const viewer = await ConsoleViewer.enter(server, id);
  const { snapshot } = await viewer.inbox.until('overview');
  viewer.leave();
  return snapshot.revision;
}

/** Statuses and codes of one act of each kind, by a console that has seen `seen`; 0 is none. */
async function act(
  server: ServerUnderTest,
  { id, plan }: MeetingUnderTest,
  seen: number,
): Promise<readonly string[]> {
  const cookie = await sessionCookie(server);
  const acts = [
    ['POST', 'commands', { command: 'pause' }],
    ['POST', 'commands', { command: 'close', countdownSeconds: 0, confirmed: true }],
    ['POST', 'commands', { command: 'voidRound', reason: '重来', confirmed: true }],
    ['POST', 'tickets', { counts: [1, 1] }],
    ['POST', 'links', { kind: 'screen' }],
    ['PUT', 'plan', { version: 1, plan }],
  ] as const;
  const answers: string[] = [];
  for (const [method, route, body] of acts) {
    const answer = await fetch(`${server.url}/api/meetings/${id}/${route}`, {
      method,
      headers: {
        'content-type': 'application/json',
        // None that is kept is alive after a restart.
        connection: 'close',
        cookie,
        ...(seen === 0 ? {} : { [SEEN_REVISION_HEADER]: String(seen) }),
      },
      body: JSON.stringify(body),
    });
    answers.push(`${answer.status} ${((await answer.json()) as { code?: string }).code}`);
  }
  return answers;
}

async function expectHalted(server: ServerUnderTest, meeting: MeetingUnderTest): Promise<void> {
  const before = await server.store.readMeeting(meeting.id);
  expect(before?.meeting.alarm).toBe('older_data');
  // Consoles that have seen nothing, too; nothing they do changes anything.
  for (const seen of [0, 1])
    expect(new Set(await act(server, meeting, seen))).toEqual(new Set(['409 older_data']));
  expect(await castSome(server, meeting, (meeting.tickets[1] ?? []).slice(-1))).toEqual([
    'meeting_halted',
  ]);
  expect(await server.store.readMeeting(meeting.id)).toEqual(before);
}

test('[PHASE-7] an old copy put back while voting: halted by what a console has seen, and on when it is accepted', async () => {
  const { report } = beginFault('an old copy of the store put back');
  await withApp(async (server) => {
    const meeting = await openMeeting(server, [1, EARLY + LATE + 2]);
    const tickets = meeting.tickets[1] ?? [];
    await castSome(server, meeting, tickets.slice(0, EARLY));
    const copy = await copyWhileStopped(server);
    await castSome(server, meeting, tickets.slice(EARLY, EARLY + LATE));
    await runCommand(server, meeting.id, {
      command: 'close',
      countdownSeconds: 0,
      confirmed: true,
    });
    const seen = await revisionTold(server, meeting);

    await putBack(server, copy);
    const viewer = new ConsoleViewer(server.url, meeting.id, await sessionCookie(server), seen);
    await viewer.inbox.until('overview', (told) => told.meeting.alarm === 'older_data');
    await expectHalted(server, meeting);
    await server.restart();
    await expectHalted(server, meeting);

    const accepting = performance.now();
    const accepted = await accept(server, meeting);
    expect(accepted).toMatchObject({ meeting: { alarm: null, phase: 'open' } });
    expect(accepted.revision).toBeGreaterThan(seen);
    expect(await castSome(server, meeting, tickets.slice(EARLY, EARLY + 1))).toEqual(['accepted']);
    const untilReceipt = performance.now() - accepting;
    await viewer.inbox.until('overview', ({ snapshot }) => snapshot.revision > accepted.revision);
    viewer.leave();
    expect((await server.store.readLog(meeting.id, 9)).slice(-2)).toMatchObject([
      { event: 'older_data_found', role: 'server', figures: { seen, returned: EARLY } },
      { event: 'older_data_accepted', role: 'organizer', figures: { seen, returned: EARLY } },
    ]);
    // Whoever saw the most goes on without another word.
    expect((await act(server, meeting, seen))[0]).toBe('200 undefined');
    report(
      `1 copy, ${LATE} ballots and a closing newer than it; halted at the first console, also over a restart; ` +
        `none of its own ${EARLY} lost; from accepting to a receipt ${times([untilReceipt])}`,
    );
  });
});

async function order(
  server: ServerUnderTest,
  { id }: MeetingUnderTest,
  command: CommandRequest,
): Promise<Response> {
  return fetch(`${server.url}/api/meetings/${id}/commands`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      cookie: await sessionCookie(server),
    },
    body: JSON.stringify(command),
  });
}

async function accept(
  server: ServerUnderTest,
  meeting: MeetingUnderTest,
): Promise<{ readonly revision: number }> {
  const answer = await order(server, meeting, await acceptanceOf(server.parts, meeting.id));
  expect(answer.status).toBe(200);
  return (await answer.json()) as { revision: number };
}

test('[PHASE-7] what is accepted is what was shown, not what was put back or seen since', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 8]);
    const tickets = meeting.tickets[1] ?? [];
    const oldest = await copyWhileStopped(server);
    await castSome(server, meeting, tickets.slice(0, 2));
    const older = await copyWhileStopped(server);
    await castSome(server, meeting, tickets.slice(2, 6));
    const seen = await revisionTold(server, meeting);

    await putBack(server, older);
    expect((await act(server, meeting, seen))[0]).toBe('409 older_data');
    const shown = await acceptanceOf(server.parts, meeting.id);
    await putBack(server, oldest);
    expect((await act(server, meeting, seen))[0]).toBe('409 older_data');
    await expectNotAccepted(server, meeting, shown);

    const shownAnew = await acceptanceOf(server.parts, meeting.id);
    expect((await act(server, meeting, seen + 1))[0]).toBe('409 older_data');
    await expectNotAccepted(server, meeting, shownAnew);
    expect((await accept(server, meeting)).revision).toBeGreaterThan(seen + 1);
  }));

async function expectNotAccepted(
  server: ServerUnderTest,
  meeting: MeetingUnderTest,
  command: CommandRequest,
): Promise<void> {
  const before = await server.store.readMeeting(meeting.id);
  const answer = await order(server, meeting, command);
  expect(await answer.json()).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('又有变化'),
  });
  expect(await server.store.readMeeting(meeting.id)).toEqual(before);
}

test('[PHASE-7] an act halts it, too, where no control page was open; the newest data bring it back', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 4]);
    const copy = await copyWhileStopped(server);
    await castSome(server, meeting, (meeting.tickets[1] ?? []).slice(0, 3));
    const newest = await copyWhileStopped(server);
    const seen = await revisionTold(server, meeting);
    await putBack(server, copy);
    expect((await act(server, meeting, seen))[0]).toBe('409 older_data');
    await expectHalted(server, meeting);

    await putBack(server, newest);
    expect((await act(server, meeting, seen))[0]).toBe('200 undefined');
  }));

test('[PHASE-7] what was accepted is newer than what anybody saw, not only the console that said so', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 6]);
    const copy = await copyWhileStopped(server);
    await castSome(server, meeting, (meeting.tickets[1] ?? []).slice(0, 5));
    const screenSaw = await revisionTold(server, meeting);
    await putBack(server, copy);
    expect((await act(server, meeting, screenSaw - 2))[0]).toBe('409 older_data');
    const accepted = await accept(server, meeting);
    expect(accepted.revision).toBeGreaterThan(screenSaw);
    // A console that was away until now does not halt the vote a second time.
    expect((await act(server, meeting, screenSaw))[0]).toBe('200 undefined');
  }));

test('[PHASE-7] no other act passes for the one that accepts', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 4]);
    const seen = (await revisionTold(server, meeting)) + 1;
    expect((await act(server, meeting, seen))[0]).toBe('409 older_data');
    const answer = await fetch(`${server.url}/api/meetings/${meeting.id}/links/unknown`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json', cookie: await sessionCookie(server) },
      body: JSON.stringify(await acceptanceOf(server.parts, meeting.id)),
    });
    expect(await answer.json()).toMatchObject({ code: 'older_data' });
  }));

test('[PHASE-7] a console that remembers nonsense comes in as one that has seen nothing', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 4]);
    const cookie = await sessionCookie(server);
    for (const seen of [2 ** 40 + 1, 1e300, -1, 0.5]) {
      const viewer = new ConsoleViewer(server.url, meeting.id, cookie, seen);
      const { meeting: told } = await viewer.inbox.until('overview');
      expect(told.alarm).toBeNull();
      viewer.leave();
    }
  }));

test('[PHASE-7] there is nothing to accept while nothing is the matter', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server);
    const seen = await revisionTold(server, meeting);
    const acceptance = await acceptanceOf(server.parts, meeting.id);
    await expect(meeting.command(acceptance)).rejects.toThrow('wrong_phase');
    expect((await act(server, meeting, seen))[0]).toBe('200 undefined');
  }));
