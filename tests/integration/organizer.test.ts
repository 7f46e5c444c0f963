import { expect, test } from 'vitest';
import { closeSession } from '../../server/entrance/sessions.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { deleteMeeting } from '../../server/voting/meetings.ts';
import type { Refusal } from '../../shared/result.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { withApp } from '../server-under-test.ts';

function refusalOf(viewer: ConsoleViewer): Promise<Refusal> {
  return new Promise((resolve) => {
    viewer.socket.once('connect_error', (error) => {
      resolve((error as Error & { data: Refusal }).data);
    });
  });
}

test('the control page is told meeting, people, log and what the screens show', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [2, 4]);
    const { token } = must(await addScreenLink(server.parts, meeting.id, 'screen'));
    const viewer = await ConsoleViewer.enter(server, meeting.id);
    const screen = await ScreenViewer.enter(server.url, token);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    await viewer.inbox.until('overview', ({ phones, screens }) => phones === 1 && screens === 1);
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
    const overview = await viewer.inbox.until(
      'overview',
      ({ snapshot, returnedPerMinute }) =>
        snapshot.groups[1]?.returned === 1 && returnedPerMinute === 1,
    );
    expect(overview).toMatchObject({
      meeting: { id: meeting.id, phase: 'open', version: 2 },
      tickets: [
        { minted: 2, fresh: 2 },
        { minted: 4, fresh: 3, spent: 1 },
      ],
      storage: { state: 'ok' },
      lossy: false,
    });
    expect(overview.log.map(({ event }) => event)).toEqual([
      'meeting_created',
      'tickets_minted',
      'opened',
      'screen_link_made',
    ]);
    await viewer.inbox.until('beat');
    phone.leave();
    await viewer.inbox.until('overview', ({ phones }) => phones === 0);
    screen.leave();
    viewer.leave();
  }));

test('without a session there is no control page, and signing out ends it', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    for (const cookie of ['', 'pingyi_session=nothing', `pingyi_session=${'A'.repeat(43)}`]) {
      const stranger = new ConsoleViewer(server.url, meeting.id, cookie);
      expect(await refusalOf(stranger)).toMatchObject({ code: 'sign_in_required' });
      stranger.leave();
    }
    const cookie = await sessionCookie(server);
    const viewer = new ConsoleViewer(server.url, meeting.id, cookie);
    await viewer.inbox.until('overview');
    const refusal = refusalOf(viewer);
    await closeSession(server.parts, cookie);
    expect(await refusal).toMatchObject({ code: 'sign_in_required' });
    viewer.leave();
  }));

test('an unknown or deleted meeting has no control page', () =>
  withApp(async (server) => {
    const cookie = await sessionCookie(server);
    const unknown = new ConsoleViewer(server.url, 'zzzzzzzzzzzz', cookie);
    expect(await refusalOf(unknown)).toMatchObject({ code: 'meeting_unknown' });
    unknown.leave();
    const meeting = await prepareMeeting(server.parts);
    const viewer = await ConsoleViewer.enter(server, meeting.id);
    const phone = await Phone.enter(server.url, meeting.tickets[0]?.[0] ?? '');
    const refusals = Promise.all([refusalOf(viewer), phone.refusal()]);
    must(await deleteMeeting(server.parts, meeting.id));
    expect((await refusals).map(({ code }) => code)).toEqual(['meeting_unknown', 'ticket_unknown']);
    viewer.leave();
    phone.leave();
  }));

test('a hundred votes make a handful of overviews', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 100]);
    const viewer = await ConsoleViewer.enter(server, meeting.id);
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
    );
    await Promise.all(phones.map((phone) => phone.cast(meeting.marks(0))));
    await viewer.inbox.until(
      'overview',
      ({ snapshot, phones: connected }) =>
        snapshot.groups[1]?.returned === 100 && connected === 100,
    );
    expect(viewer.inbox.all('overview').length).toBeLessThan(20);
    for (const phone of phones) phone.leave();
    viewer.leave();
  }));
