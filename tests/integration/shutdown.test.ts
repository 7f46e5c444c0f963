import { expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../../server/voting/ticket-hashes.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { withApp } from '../server-under-test.ts';

test('[CAST-2, PHASE-3] stopping answers what it took, and whoever was not answered asks again', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 60]);
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
    );
    const keys = phones.map(() => newKey());
    const answers = new Map<number, CastAnswer>();
    const firstAnswer = new Promise<void>((resolve) => {
      phones.forEach((phone, index) => {
        void phone.cast(meeting.marks(1), keys[index]).then((answer) => {
          answers.set(index, answer);
          resolve();
        });
      });
    });
    await firstAnswer;
    const reasons = Promise.all(
      phones.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
    );
    await server.stop();
    expect(new Set(await reasons)).toEqual(new Set(['transport close']));

    // In the file is what was answered, and nothing else.
    const acknowledged = [...answers.values()].filter(({ ok }) => ok).length;
    const store = openSqliteStore({ file: server.databaseFile });
    const state = await store.readMeeting(meeting.id);
    await store.close();
    expect(state === null ? -1 : returnedInAll(state.tally)).toBe(acknowledged);

    await server.start();
    await Promise.all(
      phones.map(async (phone, index) => {
        if (!phone.socket.connected)
          await new Promise<void>((resolve) => phone.socket.once('connect', resolve));
        const given = answers.get(index);
        const again = await phone.cast(meeting.marks(1), keys[index]);
        if (given === undefined) expect(again).toMatchObject({ ok: true });
        else expect(again).toEqual(given);
      }),
    );
    const after = await server.store.readMeeting(meeting.id);
    expect([...(after?.tally.returned ?? [])]).toEqual([0, 60]);
    for (const phone of phones) phone.leave();
  }));

test('stopping twice, or with nobody there, is one stop', () =>
  withApp(async (server) => {
    const { app } = server;
    await Promise.all([app.close(), app.close()]);
    await app.close();
    await expect(fetch(server.url)).rejects.toThrow();
    await expect(server.store.probe()).rejects.toThrow();
  }));

test('a cast that the store takes while the server stops is durable', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    const inner = innerHashOf(meeting.tickets[0]?.[0] ?? ('' as never));
    const commitment = commitmentOf(inner);
    const receipt = receiptOf(commitment, newKey());
    const cast = { meeting: meeting.id, round: 1, commitment, inner, receipt };
    const outcome = server.store.cast({ ...cast, marks: meeting.marks(0) });
    await server.stop();
    expect(await outcome).toEqual({ outcome: 'accepted' });
    await server.start();
    const state = await server.store.readMeeting(meeting.id);
    expect([...(state?.tally.returned ?? [])]).toEqual([1, 0]);
  }));
