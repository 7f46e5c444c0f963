import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, onTestFinished, test } from 'vitest';
import { guardDoor } from '../../server/realtime/door.ts';
import type { Store } from '../../server/store/store.ts';
import { alteredStore } from '../altered-store.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { RawSocket } from '../raw-socket.ts';
import { withApp } from '../server-under-test.ts';

/** A store that is slow to answer casts: none before it is released. */
class SlowStore {
  readonly casts: (() => void)[] = [];

  around(store: Store): Store {
    return alteredStore(store, {
      cast: (cast) => new Promise((resolve) => this.casts.push(() => resolve(store.cast(cast)))),
    });
  }

  release(): void {
    for (const answer of this.casts.splice(0)) answer();
  }
}

test('[CAST-1] one ticket over several lines makes only so many casts wait, and others cast', () => {
  const slow = new SlowStore();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server, [1, 2]);
      const request = { meeting: meeting.id, round: 1, key: newKey(), marks: meeting.marks(0) };
      for (let line = 0; line < 3; line++) {
        const raw = await RawSocket.enterAsPhone(server.url, meeting.tickets[1]?.[0]);
        const ended = raw.ended();
        for (let cast = 0; cast < 200; cast++)
          raw.socket.send(`42/voter,${cast}["cast",${JSON.stringify(request)}]`);
        await ended;
      }
      expect(slow.casts).toHaveLength(100);
      const other = await Phone.enter(server.url, meeting.tickets[1]?.[1] ?? '');
      const answer = other.cast(meeting.marks(0));
      await expect.poll(() => slow.casts.length).toBe(101);
      slow.release();
      expect(await answer).toMatchObject({ ok: true });
      const state = await server.store.readMeeting(meeting.id);
      expect([...(state?.tally.returned ?? [])]).toEqual([0, 2]);
      const again = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      const receipt = again.cast(meeting.marks(0), request.key);
      await expect.poll(() => slow.casts.length).toBe(1);
      slow.release();
      expect(await receipt).toMatchObject({ ok: true });
      for (const phone of [other, again]) phone.leave();
    },
    { around: (store) => slow.around(store) },
  );
});

test('one ticket is shown over only so many lines, and its latest can vote', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server, [1, 2]);
    const other = await Phone.enter(server.url, meeting.tickets[1]?.[1] ?? '');
    const first = await RawSocket.enterAsPhone(server.url, meeting.tickets[1]?.[0]);
    const ended = first.ended();
    const lines: RawSocket[] = [];
    while (lines.length < 20)
      lines.push(await RawSocket.enterAsPhone(server.url, meeting.tickets[1]?.[0]));
    await ended;
    const latest = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    expect(await latest.cast(meeting.marks(0))).toMatchObject({ ok: true });
    expect(await other.cast(meeting.marks(0))).toMatchObject({ ok: true });
    const { sockets } = server.app.io.of('/voter');
    expect(sockets.size).toBe(21);
    for (const line of lines) line.socket.terminate();
    for (const phone of [other, latest]) phone.leave();
    await expect.poll(() => sockets.size).toBe(0);
    const again = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    again.leave();
  }));

test('of the request that a connection began with little is kept', () =>
  withApp(async (server) => {
    const much = 'x'.repeat(7000);
    const cookie = `other=${much}; ${await sessionCookie(server)}; another=${much}`;
    const meeting = await openMeeting(server, [1, 1]);
    const console = new ConsoleViewer(server.url, meeting.id, cookie);
    await console.inbox.until('overview');
    const kept = [...server.app.io.of('/organizer').sockets.values()].map(({ request }) => {
      const { url, headers, rawHeaders } = request;
      return JSON.stringify([url, headers, rawHeaders, Reflect.get(request, '_query')]).length;
    });
    expect(kept).toHaveLength(1);
    expect(Math.max(...kept)).toBeLessThan(500);
    console.leave();
  }));

test('of those who enter nowhere the one who has waited the longest makes room', async () => {
  const http = createServer();
  const io = new Server(http);
  guardDoor(io, 3);
  const room = io.of('/room');
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => io.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const inside = await RawSocket.open(url);
  inside.enter('/room', {});
  await inside.until((message) => message.startsWith('40/room'));
  const first = await RawSocket.open(url);
  const ended = first.ended();
  const others = [await RawSocket.open(url), await RawSocket.open(url)];
  expect(first.socket.readyState).toBe(first.socket.OPEN);
  others.push(await RawSocket.open(url));
  await ended;
  others[0]?.enter('/room', {});
  await expect.poll(() => room.sockets.size).toBe(2);
  others.push(await RawSocket.open(url));
  expect(others.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
});
