import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { type MeetingUnderTest, must, openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';
import { beginFault } from './fault-run.ts';

const HOUR_MS = 3_600_000;
const SECONDS = 3;
/** How much later than announced a busy machine may close. */
const LATE_MS = 10_000;

const JUMPS = [
  { way: 'forward', jumpMs: HOUR_MS },
  { way: 'back', jumpMs: -HOUR_MS },
] as const;

/** The time of day of a machine whose clock can be set. */
class SetClock {
  #ahead = 0;
  readonly now = (): number => Date.now() + this.#ahead;

  set(byMs: number): void {
    this.#ahead += byMs;
  }
}

function withSetClock(
  use: (server: ServerUnderTest, clock: SetClock) => Promise<void>,
): Promise<void> {
  const clock = new SetClock();
  return withApp((server) => use(server, clock), { now: clock.now });
}

async function announce({ command }: MeetingUnderTest, seconds: number): Promise<void> {
  await command({ command: 'close', countdownSeconds: seconds, confirmed: true });
}

function ticketOf({ tickets }: MeetingUnderTest, number: number): string {
  return tickets[1]?.[number] ?? '';
}

async function enterScreen(server: ServerUnderTest, meeting: MeetingUnderTest) {
  const { token } = must(await addScreenLink(server, meeting.id, 'screen'));
  return ScreenViewer.enter(server.url, token);
}

describe.each(JUMPS)('the clock is set an hour $way', ({ way, jumpMs }) => {
  test('[PHASE-8] a countdown lasts as long as it was announced, on every page', () =>
    withSetClock(async (server, clock) => {
      const { report } = beginFault(`clock an hour ${way} in a countdown`);
      const meeting = await openMeeting(server);
      const phone = await Phone.enter(server.url, ticketOf(meeting, 0));
      const started = performance.now();
      await announce(meeting, SECONDS);
      await phone.inbox.until('status', ({ closingInMs }) => closingInMs !== null);
      clock.set(jumpMs);

      const late = await Phone.enter(server.url, ticketOf(meeting, 1));
      const [status] = late.inbox.all('status');
      expect(status?.closingInMs ?? 0).toBeGreaterThan(0);
      expect(status?.closingInMs).toBeLessThanOrEqual(SECONDS * 1000);
      const screen = await enterScreen(server, meeting);
      const [snapshot] = screen.inbox.all('snapshot');
      expect(snapshot?.closingInMs ?? 0).toBeGreaterThan(0);
      expect(snapshot?.closingInMs).toBeLessThanOrEqual(SECONDS * 1000);

      expect(await late.cast(meeting.marks(0))).toMatchObject({ ok: true });
      await phone.inbox.until('status', ({ phase }) => phase === 'closed');
      const lasted = performance.now() - started;
      expect(lasted).toBeGreaterThanOrEqual(SECONDS * 1000 - 100);
      expect(lasted).toBeLessThan(SECONDS * 1000 + LATE_MS);
      expect(await phone.cast(meeting.marks(0))).toMatchObject({ code: 'voting_closed' });
      for (const end of [phone, late, screen]) end.leave();
      report(
        `a countdown of ${SECONDS} s took ${Math.round(lasted)} ms; the ballot cast in it counts`,
      );
    }));

  test('[PHASE-8] voting, screens and consoles go on, and a countdown may be taken back', () =>
    withSetClock(async (server, clock) => {
      const meeting = await openMeeting(server);
      const phone = await Phone.enter(server.url, ticketOf(meeting, 0));
      const screen = await enterScreen(server, meeting);
      const viewer = await ConsoleViewer.enter(server, meeting.id);
      await announce(meeting, 60);
      clock.set(jumpMs);
      await meeting.command({ command: 'cancelClosing' });
      await phone.inbox.until('status', ({ closingInMs }) => closingInMs === null);
      expect(await phone.cast(meeting.marks(2))).toMatchObject({ ok: true });
      await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 1);
      await viewer.inbox.until('overview', ({ snapshot }) => snapshot.groups[1]?.returned === 1);
      // The beats of three seconds look at each session and link anew.
      await delay(3000);
      expect(screen.socket.connected && viewer.socket.connected).toBe(true);
      for (const end of [phone, screen, viewer]) end.leave();
    }));

  test('[PHASE-8] a restart counts by the time of day, and never longer than any countdown', () =>
    withSetClock(async (server, clock) => {
      const meeting = await openMeeting(server);
      const phone = await Phone.enter(server.url, ticketOf(meeting, 0));
      await announce(meeting, 60);
      await server.stop();
      clock.set(jumpMs);
      phone.inbox.clear();
      await server.start();
      if (way === 'forward') await phone.inbox.until('status', ({ phase }) => phase === 'closed');
      else
        await phone.inbox.until(
          'status',
          ({ closingInMs }) => closingInMs !== null && closingInMs <= 600_000,
        );
      phone.leave();
    }));

  test('[PHASE-8] a session goes on; a sign-in link lives as long as the time of day says', () =>
    withSetClock(async (server, clock) => {
      const cookie = await sessionCookie(server);
      const link = await createSignInLink(server, server.url);
      clock.set(jumpMs);
      const session = await fetch(`${server.url}/api/session`, { headers: { cookie } });
      expect(await session.json()).toMatchObject({ signedIn: true });
      const signIn = async (address: string) => {
        const token = address.split('=')[1];
        const answer = await fetch(`${server.url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        });
        return answer.status;
      };
      expect(await signIn(link)).toBe(way === 'forward' ? 401 : 200);
      const next = await createSignInLink(server, server.url);
      expect(await signIn(next)).toBe(200);
    }));
});
