import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { alteredStore } from '../altered-store.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

/** A store that keeps ballots as ever, but lets nobody know before it is told to. */
class HeldBack {
  kept = 0;
  #letGo: () => void = () => {};
  readonly #held = new Promise<void>((resolve) => {
    this.#letGo = resolve;
  });

  around(store: Store): Store {
    return alteredStore(store, {
      cast: async (cast) => {
        const outcome = await store.cast(cast);
        this.kept += 1;
        await this.#held;
        return outcome;
      },
    });
  }

  letGo(): void {
    this.#letGo();
  }
}

/** While it stops, it answers pages with 503; then it does not listen any more. */
async function untilStopping({ url }: ServerUnderTest): Promise<void> {
  for (;;) {
    const status = await fetch(`${url}/api/session`).then(
      (response) => response.status,
      () => 503,
    );
    if (status === 503) return;
  }
}

async function returned(server: ServerUnderTest, id: Parameters<Store['readMeeting']>[0]) {
  const state = await server.store.readMeeting(id);
  return state === null ? null : returnedInAll(state.tally);
}

test('[CAST-2, PHASE-3] stopping answers what it took and takes no more; phones come back and ask again', () => {
  const held = new HeldBack();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 11]);
      const phones = await Promise.all(
        (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
      );
      const keys = phones.map(() => newKey());
      const cast = (phone: Phone, index: number) => phone.cast(meeting.marks(1), keys[index]);
      const [late, ...early] = phones.toReversed() as [Phone, ...Phone[]];
      const inTime = early.toReversed().map(cast);
      while (held.kept < inTime.length) await new Promise(setImmediate);

      const reasons = phones.map(
        ({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)),
      );
      const stopped = server.stop();
      await untilStopping(server);
      let tooLate: CastAnswer | null = null;
      void cast(late, 10).then((answer) => {
        tooLate = answer;
      });
      held.letGo();
      const answers = await Promise.all(inTime);
      expect(answers.every(({ ok }) => ok)).toBe(true);
      await stopped;
      expect(new Set(await Promise.all(reasons))).toEqual(new Set(['transport close']));
      expect(tooLate).toBeNull();

      for (const phone of phones) phone.inbox.clear();
      await server.start();
      expect(await returned(server, meeting.id)).toBe(10);
      for (const [index, phone] of phones.entries()) {
        await phone.inbox.until('status');
        const again = await cast(phone, index);
        expect(again).toEqual(answers[index] ?? { ok: true, receipt: expect.any(String) });
      }
      expect(await returned(server, meeting.id)).toBe(11);
      for (const phone of phones) phone.leave();
    },
    { around: (store) => held.around(store) },
  );
});

test('stopping twice, or with nobody there, is one stop', () =>
  withApp(async (server) => {
    const { app, store, url } = server;
    await Promise.all([app.close(), app.close()]);
    await app.close();
    await expect(fetch(url)).rejects.toThrow();
    await expect(store.probe()).rejects.toThrow();
  }));

/** Speaks websocket just far enough to be let in, and never says a word again. */
async function enterAndFallSilent({ url }: ServerUnderTest): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      '\r\n',
    ].join('\r\n'),
  );
  await once(socket, 'data');
  return socket;
}

test(
  'a phone that is out of reach does not hold up a stop',
  () =>
    withApp(async (server) => {
      const socket = await enterAndFallSilent(server);
      const cut = once(socket, 'close');
      await server.stop();
      await cut;
    }),
  20_000,
);
