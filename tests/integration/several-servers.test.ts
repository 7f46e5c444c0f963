import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { addScreenLink, revokeScreenLink } from '../../server/voting/links.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { withServers } from '../several-servers.ts';

async function signIn(server: ServerUnderTest, token: string): Promise<Response> {
  return fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

test('a link made by one server signs in at another, once, and the session counts at both', () =>
  withServers(async (one, other) => {
    const link = await createSignInLink(one, one.url);
    const token = link.split('#sign-in=')[1] ?? '';
    const answers = await Promise.all([one, other, one, other].map((at) => signIn(at, token)));
    const signedIn = answers.filter(({ ok }) => ok);
    expect(signedIn).toHaveLength(1);
    const [cookie = ''] = signedIn[0]?.headers.getSetCookie() ?? [];
    for (const server of [one, other]) {
      const answer = await fetch(`${server.url}/api/meetings`, { headers: { cookie } });
      expect(answer.status).toBe(200);
    }
  }));

test('[CAST-1, SCREEN-1] phone, screen and console may each be at another server', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts, [1, 3], { display: 'live' });
    const { token } = must(await addScreenLink(one.parts, meeting.id, 'screen'));
    const screen = await ScreenViewer.enter(other.url, token);
    const console = await ConsoleViewer.enter(one, meeting.id);
    const [here, there] = await Promise.all(
      [one, other].map((server, index) =>
        Phone.enter(server.url, meeting.tickets[1]?.[index] ?? ''),
      ),
    );
    await console.inbox.until('overview', ({ phones, screens }) => phones === 2 && screens === 1);
    expect(await here?.cast(meeting.marks(0))).toMatchObject({ ok: true });
    expect(await there?.cast(meeting.marks(3))).toMatchObject({ ok: true });
    const shown = await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 2);
    expect(shown.presenters[0]?.result?.groups[1]?.counts).toEqual([6, 0, 0, 6]);
    await console.inbox.until('overview', ({ tickets }) => tickets[1]?.spent === 2);

    await meeting.command({ command: 'pause' });
    for (const phone of [here, there])
      await phone?.inbox.until('status', ({ phase }) => phase === 'paused');
    await screen.inbox.until('snapshot', ({ phase }) => phase === 'paused');

    must(await revokeScreenLink(one.parts, meeting.id, await linkOf(one, meeting.id)));
    await new Promise<void>((resolve) => {
      screen.socket.once('connect_error', () => resolve());
    });
    for (const page of [here, there, screen, console]) page?.leave();
  }));

async function linkOf(server: ServerUnderTest, id: MeetingId): Promise<string> {
  const [link] = await server.store.listScreenLinks(id);
  return link?.id ?? '';
}

test('[CAST-1, CAST-3] one ticket at two servers at once is one ballot', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts, [1, 40]);
    const answers: CastAnswer[][] = await Promise.all(
      (meeting.tickets[1] ?? []).map(async (ticket) => {
        const phones = await Promise.all([one, other].map(({ url }) => Phone.enter(url, ticket)));
        const said = await Promise.all(
          phones.map((phone, grade) => phone.cast(meeting.marks(grade), newKey())),
        );
        for (const phone of phones) phone.leave();
        return said;
      }),
    );
    for (const said of answers) {
      expect(said.filter(({ ok }) => ok)).toHaveLength(1);
      expect(said.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'ticket_used' });
    }
    const { counted, kept } = await other.store.recountBox(meeting.id);
    expect(counted).toEqual(kept);
    expect([...kept.returned]).toEqual([0, 40]);
  }));

test('[SECRET-3] the screens of two servers together never show fewer than five new ballots', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts, [1, 72], { display: 'batched' });
    const { token } = must(await addScreenLink(one.parts, meeting.id, 'screen'));
    const screens = await Promise.all(
      [one, other].map(({ url }) => ScreenViewer.enter(url, token)),
    );
    const servers = [one, other] as const;
    const vote = (tickets: readonly string[], everyMs: number) =>
      Promise.all(
        tickets.map(async (ticket, index) => {
          await delay(index * everyMs);
          const phone = await Phone.enter(servers[index % 2]?.url ?? '', ticket);
          expect(await phone.cast(meeting.marks(index % 4))).toMatchObject({ ok: true });
          phone.leave();
        }),
      );
    const bothTell = async (ballots: number) => {
      for (const { inbox } of screens)
        await inbox.until('snapshot', ({ groups }) => groups[1]?.returned === ballots);
    };
    const tickets = meeting.tickets[1] ?? [];
    await vote(tickets.slice(0, 60), 25);
    await bothTell(60);
    // Or nothing may have been shown, where all came faster than the servers look.
    await vote(tickets.slice(60), 0);
    await bothTell(72);
    const frames = screens
      .flatMap(({ inbox }) => inbox.all('snapshot'))
      .map(({ groups }) => groups[1]?.shown ?? 0);
    const shown = [...new Set(frames)].sort((less, more) => less - more);
    expect(shown.length).toBeGreaterThan(1);
    const steps = shown.slice(1).map((more, index) => more - (shown[index] ?? 0));
    expect(steps.filter((step) => step < 5)).toEqual([]);
    expect(72 - (shown.at(-1) ?? 0)).toBeGreaterThanOrEqual(5);
    for (const screen of screens) screen.leave();
  }));

test('[PHASE-1, PHASE-3] a closing announced at a server that is gone by then is kept by another', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts);
    const phone = await Phone.enter(other.url, meeting.tickets[1]?.[0] ?? '');
    await meeting.command({ command: 'close', countdownSeconds: 1, confirmed: true });
    await one.stop();
    await phone.inbox.until('status', ({ phase }) => phase === 'closed');
    const log = await other.store.readLog(meeting.id, 10);
    expect(log.filter(({ event }) => event === 'closed')).toHaveLength(1);
    phone.leave();
  }));

test('[PHASE-3, PHASE-6] a server that starts in the middle of a vote takes it up as it is', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts, [1, 6]);
    await other.stop();
    const tickets = meeting.tickets[1] ?? [];
    const phone = await Phone.enter(one.url, tickets[0] ?? '');
    const voting = Promise.all(
      tickets.slice(1).map(async (ticket) => {
        const voter = await Phone.enter(one.url, ticket);
        expect(await voter.cast(meeting.marks(1))).toMatchObject({ ok: true });
        voter.leave();
      }),
    );
    await other.start();
    await voting;
    expect(await phone.cast(meeting.marks(1))).toMatchObject({ ok: true });
    const state = await other.store.readMeeting(meeting.id);
    expect(state?.meeting.alarm).toBeNull();
    expect([...(state?.tally.returned ?? [])]).toEqual([0, 6]);
    phone.leave();
  }));
