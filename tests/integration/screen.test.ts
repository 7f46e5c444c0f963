import { expect, test } from 'vitest';
import { addScreenLink, revokeScreenLink } from '../../server/voting/links.ts';
import { changePlan } from '../../server/voting/meetings.ts';
import type { Refusal } from '../../shared/result.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { newKey } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const EMBLEM = 'data:image/png;base64,iVBORw0KGgo=';

function refusalOf(screen: ScreenViewer): Promise<Refusal> {
  return new Promise((resolve) => {
    screen.socket.once('connect_error', (error) => {
      resolve((error as Error & { data: Refusal }).data);
    });
  });
}

test('[SCREEN-1, SCREEN-3] a screen is told emblem, address, snapshot, and a beat each second', () =>
  withApp(
    async (server) => {
      const meeting = await prepareMeeting(server.parts, [3, 6], { emblem: EMBLEM });
      const { token } = must(await addScreenLink(server.parts, meeting.id, 'host'));
      const screen = await ScreenViewer.enter(server.url, token);
      expect(screen.inbox.events.filter((event) => event !== 'beat')).toEqual([
        'emblem',
        'address',
        'snapshot',
      ]);
      expect(screen.inbox.all('emblem')).toEqual([EMBLEM]);
      expect(screen.inbox.all('address')).toEqual(['https://vote.example.org']);
      expect(screen.inbox.all('snapshot')[0]).toMatchObject({
        meeting: meeting.id,
        phase: 'draft',
        roundShown: 1,
        groups: [
          { mark: 'A 票', weight: '40', issued: 3, returned: 0, shown: 0 },
          { mark: 'B 票', weight: '60', issued: 6, returned: 0, shown: 0 },
        ],
      });
      await screen.inbox.until('beat');
      const plan = { ...meeting.plan, emblem: null };
      must(await changePlan(server.parts, meeting.id, { version: 1, plan }));
      await screen.inbox.until('emblem', (emblem) => emblem === null);
      screen.leave();
    },
    { environment: { PUBLIC_URL: 'https://vote.example.org/' } },
  ));

test('a revoked link sends its screens away and tells them why, and leaves others alone', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const revoked = must(await addScreenLink(server.parts, meeting.id, 'screen'));
    const kept = must(await addScreenLink(server.parts, meeting.id, 'screen'));
    const gone = await ScreenViewer.enter(server.url, revoked.token);
    const stays = await ScreenViewer.enter(server.url, kept.token);
    const refusal = refusalOf(gone);
    const detail = must(await revokeScreenLink(server.parts, meeting.id, revoked.link.id));
    // Both were made in the same moment, and so are in no order.
    const ended = detail.links.filter(({ revokedAt }) => revokedAt !== null);
    expect(ended.map(({ id }) => id)).toEqual([revoked.link.id]);
    expect(await refusal).toMatchObject({ ok: false, code: 'screen_link_revoked' });
    stays.inbox.clear();
    await stays.inbox.until('beat');
    expect(stays.socket.connected).toBe(true);
    gone.leave();
    stays.leave();
  }));

test('an unknown token opens no screen, and neither does one of the wrong shape', () =>
  withApp(async (server) => {
    for (const [token, code] of [
      ['A'.repeat(27), 'screen_link_revoked'],
      ['', 'screen_link_revoked'],
      ['x'.repeat(500), 'bad_request'],
    ] as const) {
      const screen = new ScreenViewer(server.url, token);
      expect(await refusalOf(screen)).toMatchObject({ code });
      screen.leave();
    }
  }));

test('nothing that a screen sends changes anything, and it is answered nothing', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const { token } = must(await addScreenLink(server.parts, meeting.id, 'host'));
    const screen = await ScreenViewer.enter(server.url, token);
    await screen.inbox.until('beat');
    screen.inbox.clear();
    const revision = await revisionOf(server, meeting.id);
    const answers: unknown[] = [];
    const emit = screen.socket.emit.bind(screen.socket) as (...message: unknown[]) => unknown;
    const cast = { meeting: meeting.id, round: 1, key: newKey(), marks: meeting.marks(0) };
    for (const event of ['cast', 'snapshot', 'overview', 'close', 'command'])
      emit(event, cast, (answer: unknown) => answers.push(answer));
    await screen.inbox.until('beat');
    expect(answers).toEqual([]);
    expect(await revisionOf(server, meeting.id)).toBe(revision);
    expect(screen.inbox.events.filter((event) => event !== 'beat')).toEqual([]);
    screen.leave();
  }));

async function revisionOf(
  server: ServerUnderTest,
  id: Parameters<ServerUnderTest['store']['readMeeting']>[0],
): Promise<number | undefined> {
  return (await server.store.readMeeting(id))?.revision;
}
