import { expect, test } from 'vitest';
import { runCommand } from '../../server/voting/commands.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import type { TicketSecret } from '../../shared/identifiers.ts';
import type { MeetingPlan } from '../../shared/meeting.ts';
import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { type MeetingUnderTest, must, openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const CLOSE = { command: 'close', countdownSeconds: 0, confirmed: true } as const;

async function openWithScreen(
  server: ServerUnderTest,
  counts: readonly number[],
  change: Partial<MeetingPlan>,
): Promise<{ meeting: MeetingUnderTest; screen: ScreenViewer }> {
  const meeting = await openMeeting(server.parts, counts, change);
  const { token } = must(await addScreenLink(server.parts, meeting.id, 'screen'));
  return { meeting, screen: await ScreenViewer.enter(server.url, token) };
}

async function vote(url: string, meeting: MeetingUnderTest, ticket: TicketSecret): Promise<void> {
  const phone = await Phone.enter(url, ticket);
  expect(await phone.cast(meeting.marks(1))).toMatchObject({ ok: true });
  phone.leave();
}

function countedIn(snapshot: ScreenSnapshot, group: number): number {
  const [presenter] = snapshot.presenters;
  return (presenter?.result?.groups[group]?.valid ?? 0) / snapshot.items.length;
}

/** Votes one by one, each seen as turnout before the next; returns every snapshot of it. */
async function voteOneByOne(
  server: ServerUnderTest,
  meeting: MeetingUnderTest,
  screen: ScreenViewer,
  tickets: readonly TicketSecret[],
): Promise<void> {
  for (const ticket of tickets) {
    const before = screen.inbox.all('snapshot').at(-1)?.groups[1]?.returned ?? 0;
    await vote(server.url, meeting, ticket);
    await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === before + 1);
  }
}

test('[SECRET-3] a batched screen never shows fewer than five new ballots, across a restart too', () =>
  withApp(async (server) => {
    const { meeting, screen } = await openWithScreen(server, [1, 18], { display: 'batched' });
    const tickets = meeting.tickets[1] ?? [];
    await voteOneByOne(server, meeting, screen, tickets.slice(0, 7));
    const isBack = new Promise<void>((resolve) => {
      screen.socket.once('connect', () => resolve());
    });
    await server.restart();
    await isBack;
    await voteOneByOne(server, meeting, screen, tickets.slice(7, 16));
    const frames = screen.inbox.all('snapshot');
    const shown = frames.map(({ groups }) => groups[1]?.shown ?? 0);
    expect(frames.map((frame) => countedIn(frame, 1))).toEqual(shown);
    const steps = shown.slice(1).map((now, index) => now - (shown[index] ?? 0));
    expect(steps.filter((step) => step !== 0 && step < 5)).toEqual([]);
    // The batch of five was forgotten; the seven that are there then are shown once five followed.
    expect(shown.at(-1)).toBe(7);
    must(await runCommand(server.parts, meeting.id, CLOSE));
    const closed = await screen.inbox.until('snapshot', ({ phase }) => phase === 'closed');
    expect(closed.groups[1]).toMatchObject({ returned: 16, shown: 16 });
    screen.leave();
  }));

test('[SECRET-3] of 40 batched votes at once, frames still differ by five or more', () =>
  withApp(async (server) => {
    const { meeting, screen } = await openWithScreen(server, [1, 40], { display: 'batched' });
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
    );
    await Promise.all(phones.map((phone) => phone.cast(meeting.marks(0))));
    const last = await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 40);
    expect(last.groups[1]?.shown).toBeLessThanOrEqual(35);
    const shown = screen.inbox.all('snapshot').map(({ groups }) => groups[1]?.shown ?? 0);
    const steps = shown.slice(1).map((now, index) => now - (shown[index] ?? 0));
    expect(steps.filter((step) => step !== 0 && step < 5)).toEqual([]);
    screen.leave();
    for (const phone of phones) phone.leave();
  }));

test('[SECRET-3] turnout shows counts of ballots alone until the host reveals', () =>
  withApp(async (server) => {
    const { meeting, screen } = await openWithScreen(server, [2, 2], { display: 'turnout' });
    for (const ticket of meeting.tickets.flat()) await vote(server.url, meeting, ticket);
    await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 2);
    await meeting.command(CLOSE);
    await screen.inbox.until('snapshot', ({ phase }) => phase === 'closed');
    const hidden = screen.inbox.all('snapshot');
    expect(hidden.flatMap((frame) => frame.presenters.map(({ result }) => result))).toEqual(
      hidden.flatMap((frame) => frame.presenters.map(() => null)),
    );
    await meeting.command({ command: 'reveal', how: 'next', revealed: 0 });
    const one = await screen.inbox.until('snapshot', ({ revealed }) => revealed === 1);
    expect(one.presenters.filter(({ result }) => result !== null)).toHaveLength(1);
    await meeting.command({ command: 'reveal', how: 'all', revealed: 1 });
    const all = await screen.inbox.until('snapshot', ({ revealed }) => revealed === 8);
    expect(all.presenters.map(({ result }) => result?.score)).toEqual(Array(8).fill('80.00'));
    screen.leave();
  }));

test('[SCREEN-1, SCREEN-2] a live screen is told few frames, each of one moment, ranks after closing', () =>
  withApp(async (server) => {
    const { meeting, screen } = await openWithScreen(server, [20, 60], { display: 'live' });
    const phones = await Promise.all(
      meeting.tickets.flat().map((ticket) => Phone.enter(server.url, ticket)),
    );
    await Promise.all(phones.map((phone, index) => phone.cast(meeting.marks(index % 4))));
    const whole = await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 60);
    expect(whole.groups.map(({ returned }) => returned)).toEqual([20, 60]);
    const frames = screen.inbox.all('snapshot');
    expect(frames.length).toBeLessThan(phones.length / 2);
    for (const frame of frames) {
      const shown = frame.groups.map((group) => group.shown);
      expect(frame.groups.map((_, group) => countedIn(frame, group))).toEqual(shown);
      expect(frame.presenters.map(({ result }) => result?.rank)).toEqual(Array(8).fill(null));
    }
    const revisions = frames.map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((one, other) => one - other));
    await meeting.command(CLOSE);
    const closed = await screen.inbox.until('snapshot', ({ phase }) => phase === 'closed');
    expect(closed.presenters.map(({ result }) => result?.rank)).toEqual(Array(8).fill(1));
    screen.leave();
    for (const phone of phones) phone.leave();
  }));

test('[SECRET-3] phones are told no figure of any kind while others vote', () =>
  withApp(async (server) => {
    const { meeting, screen } = await openWithScreen(server, [1, 6], { display: 'live' });
    const [watching = never(), first = never(), ...voting] = meeting.tickets[1] ?? [];
    const watcher = await Phone.enter(server.url, watching);
    await voteOneByOne(server, meeting, screen, [first]);
    watcher.inbox.clear();
    await voteOneByOne(server, meeting, screen, voting);
    await meeting.command({ command: 'pause' });
    await watcher.inbox.until('status', ({ phase }) => phase === 'paused');
    expect(watcher.inbox.events).toEqual(['status']);
    watcher.leave();
    screen.leave();
  }));

function never(): never {
  throw new Error('no such ticket');
}
