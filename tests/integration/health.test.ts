import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HealthReport } from '../../shared/protocol/health.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { FullDisk } from '../failing-store.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const PACKAGE = new URL('../../package.json', import.meta.url);

async function readHealth(server: ServerUnderTest): Promise<HealthReport> {
  const headers = { cookie: await sessionCookie(server) };
  const response = await fetch(`${server.url}/api/health`, { headers });
  expect(response.status).toBe(200);
  return response.json();
}

test('[SECRET-4] the console is told how the process runs, at once and without any name', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 3]);
      const before = await readHealth(server);
      expect(before).toMatchObject({
        process: expect.stringMatching(/^[0-9A-F]{6}$/),
        version: JSON.parse(readFileSync(PACKAGE, 'utf8')).version,
        storage: { state: 'ok' },
        lossy: false,
        failed: [],
        casts: { accepted: 0, refused: 0, unanswered: 0 },
        answer: null,
        commit: null,
        commitCasts: null,
        connections: { voter: 0, screen: 0, organizer: 0 },
      });

      const phones = await Promise.all(
        (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
      );
      const viewer = await ConsoleViewer.enter(server, meeting.id);
      for (const phone of phones) await phone.cast(meeting.marks(0));
      await phones[0]?.cast(meeting.marks(0));
      const after = await readHealth(server);
      expect(after).toMatchObject({
        process: before.process,
        casts: { accepted: 3, refused: 1, unanswered: 0 },
        answer: { count: 4 },
        commit: { count: 3 },
        commitCasts: { count: 3, mean: 1, most: 1 },
        connections: { voter: 3, screen: 0, organizer: 1 },
      });
      const { p50 = 0, p95 = 0, p99 = 0, most = 0 } = after.answer ?? {};
      expect(p50).toBeGreaterThan(0);
      expect([p50, p95, p99, most]).toEqual([p50, p95, p99, most].toSorted((a, b) => a - b));
      expect(after.uptimeSeconds).toBeGreaterThanOrEqual(before.uptimeSeconds);
      const { title, rule } = meeting.plan;
      const names = [meeting.id, ...meeting.tickets.flat(), title, '127.0.0.1'];
      for (const name of [...names, ...rule.groups.map(({ label }) => label)])
        expect(JSON.stringify(after)).not.toContain(name);

      disk.full = true;
      await phones[0]?.cast(meeting.marks(1));
      expect(await readHealth(server)).toMatchObject({
        storage: { state: 'failing', code: 'SQLITE_FULL' },
        failed: ['storage'],
      });
      for (const client of [...phones, viewer]) client.leave();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test('each start has a name of its own, and figures of its own', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    await phone.cast(meeting.marks(0));
    const before = await readHealth(server);
    phone.leave();
    await server.restart();
    const after = await readHealth(server);
    expect(after.process).not.toBe(before.process);
    expect([before.casts.accepted, after.casts.accepted]).toEqual([1, 0]);
  }));
