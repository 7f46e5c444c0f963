import { expect, test, vi } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { alteredStore } from '../altered-store.ts';
import { FullDisk } from '../failing-store.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

async function ask({ url }: ServerUnderTest, path: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}${path}`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, await response.json()];
}

const READY = [200, { ready: true, failed: [] }];

test('[RUN-1] a server lives and is ready, for whoever asks', () =>
  withApp(async (server) => {
    expect(await ask(server, '/healthz')).toEqual([200, { alive: true }]);
    expect(await ask(server, '/readyz')).toEqual(READY);
  }));

test('[RUN-1] it is not ready while its store cannot write, and says no more than that', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      expect(await ask(server, '/readyz')).toEqual(READY);
      disk.full = true;
      const storage = [503, { ready: false, failed: ['storage'] }];
      await vi.waitFor(async () => expect(await ask(server, '/readyz')).toEqual(storage), 20_000);
      expect(await ask(server, '/healthz')).toEqual([200, { alive: true }]);
      disk.full = false;
      await vi.waitFor(async () => expect(await ask(server, '/readyz')).toEqual(READY), 20_000);
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test.each<[string, () => Promise<void>]>([
  ['breaks in an unforeseen way', () => Promise.reject(new Error('broken'))],
  ['is silent', () => new Promise(() => {})],
])('[RUN-1] it is not ready while its store %s', (_, otherwise) => {
  let broken = false;
  const around = (store: Store) =>
    alteredStore(store, { probe: () => (broken ? otherwise() : store.probe()) });
  return withApp(
    async (server) => {
      expect(await ask(server, '/readyz')).toEqual(READY);
      broken = true;
      const storage = [503, { ready: false, failed: ['storage'] }];
      await vi.waitFor(async () => expect(await ask(server, '/readyz')).toEqual(storage), 20_000);
    },
    { around, failuresExpected: true },
  );
});

test('[RUN-1] however often it is asked, the store is written to once a second', () => {
  let probes = 0;
  const around = (store: Store) =>
    alteredStore(store, {
      probe: () => {
        probes += 1;
        return store.probe();
      },
    });
  return withApp(
    async (server) => {
      const begun = performance.now();
      for (let round = 0; round < 20; round += 1)
        await Promise.all(Array.from({ length: 10 }, () => ask(server, '/readyz')));
      const seconds = (performance.now() - begun) / 1000;
      expect(probes).toBeGreaterThanOrEqual(1);
      expect(probes).toBeLessThanOrEqual(1 + seconds);
    },
    { around },
  );
});

test('[RUN-1] it is not ready while its event loop has been late for seconds', () =>
  withApp(async (server) => {
    const end = performance.now() + 9000;
    while (performance.now() < end) {
      const pause = performance.now() + 800;
      while (performance.now() < pause);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await ask(server, '/readyz')).toEqual([503, { ready: false, failed: ['event_loop'] }]);
    expect(await ask(server, '/healthz')).toEqual([200, { alive: true }]);
    await vi.waitFor(async () => expect(await ask(server, '/readyz')).toEqual(READY), 20_000);
  }));

test('[RUN-1] while it stops it lives, is not ready, and lets nobody else in', () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const around = (store: Store) =>
    alteredStore(store, {
      cast: async (cast) => {
        const outcome = await store.cast(cast);
        await held;
        return outcome;
      },
    });
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts);
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      const answer = phone.cast(meeting.marks(0));
      await vi.waitFor(async () => {
        const state = await server.store.readMeeting(meeting.id);
        expect(state?.tally.returned[1]).toBe(1);
      });
      const stopped = server.stop();
      const stopping = [503, { ready: false, failed: ['stopping'] }];
      await vi.waitFor(async () => expect(await ask(server, '/readyz')).toEqual(stopping), 20_000);
      expect(await ask(server, '/healthz')).toEqual([200, { alive: true }]);
      for (const path of ['/api/session', '/metrics', '/', '/nothing'])
        expect(await ask(server, path)).toEqual([503, { ok: false, code: 'server_stopping' }]);
      letGo();
      expect(await answer).toMatchObject({ ok: true });
      await stopped;
      phone.leave();
    },
    { around },
  );
});
