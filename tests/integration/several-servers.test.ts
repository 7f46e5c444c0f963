import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import type { Store } from '../../server/store/store.ts';
import { addScreenLink, revokeScreenLink } from '../../server/voting/links.ts';
import { voidTickets } from '../../server/voting/tickets.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { alteredStore } from '../altered-store.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { type MeetingUnderTest, must, openMeeting } from '../meeting-under-test.ts';
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

/** With a ticket of the second group, numbered from 1. */
async function voteAt(
  { url }: ServerUnderTest,
  { tickets, marks }: MeetingUnderTest,
  number: number,
): Promise<void> {
  const phone = await Phone.enter(url, tickets[1]?.[number - 1] ?? '');
  expect(await phone.cast(marks(0))).toMatchObject({ ok: true });
  phone.leave();
}

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

test('[PHASE-1, PHASE-3] an announced closing is kept by a server that nobody is at', () =>
  withServers(async (one, other) => {
    const meeting = await openMeeting(one.parts);
    await meeting.command({ command: 'close', countdownSeconds: 1, confirmed: true });
    await one.stop();
    const isClosed = async () =>
      expect((await other.store.readMeeting(meeting.id))?.meeting.phase).toBe('closed');
    await vi.waitFor(isClosed, { timeout: 30_000, interval: 50 });
  }));

test('[SCREEN-1] a server looks at no ballots of a meeting that only phones are at it for, and shows them all to a screen', () => {
  const ballotsSeen: Map<MeetingId, number>[] = [];
  const around = (store: Store) => {
    const seen = new Map<MeetingId, number>();
    ballotsSeen.push(seen);
    return alteredStore(store, {
      readMeeting: async (id) => {
        const state = await store.readMeeting(id);
        seen.set(id, Math.max(seen.get(id) ?? 0, state ? returnedInAll(state.tally) : 0));
        return state;
      },
    });
  };
  return withServers(
    async (one, other) => {
      const [, seenByOther] = ballotsSeen;
      const [meeting, hall] = [await openMeeting(one.parts), await openMeeting(one.parts)];
      const [link, linkOfHall] = await Promise.all(
        [meeting, hall].map(async ({ id }) => must(await addScreenLink(one.parts, id, 'screen'))),
      );
      const screen = await ScreenViewer.enter(other.url, linkOfHall?.token ?? '');
      const voteInHall = async (number: number) => {
        await voteAt(one, hall, number);
        await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === number);
      };
      // Looks at what changed until then have come to their end once two of the hall are over.
      await voteInHall(1);
      await voteInHall(2);
      const phone = await Phone.enter(other.url, meeting.tickets[1]?.[5] ?? '');
      await voteAt(one, meeting, 1);
      await voteInHall(3);
      await voteInHall(4);
      expect(seenByOther?.get(hall.id)).toBe(4);
      expect(seenByOther?.get(meeting.id)).toBe(0);

      const late = await ScreenViewer.enter(other.url, link?.token ?? '');
      expect(late.inbox.all('snapshot')[0]?.groups[1]?.returned).toBe(1);
      await voteAt(one, meeting, 2);
      await late.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 2);
      late.leave();
      must(await voidTickets(one.parts, meeting.id, { batch: 1 }));
      await phone.inbox.until('ticket', ({ state }) => state === 'voided');
      for (const page of [screen, phone]) page.leave();
    },
    { around },
  );
});

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
