import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { sampleValue } from '../metrics-text.ts';
import { Phone } from '../phone.ts';
import { placeWithLimitedFiles } from './starving-server.ts';
import { testFolder, withStore } from './store-folder.ts';

const TICKETS = 110;

test('[RUN-1] a real server without room on its disk is not ready, and is by itself when there is', async () => {
  const source = testFolder();
  const meeting = await withStore(join(source, 'pingyi.db'), (store) =>
    openMeeting({ store, now: Date.now, randomBytes }, [10, TICKETS]),
  );
  const place = placeWithLimitedFiles(source);
  const server = place.start();
  const url = await server.listening();
  const readiness = async () => {
    const response = await fetch(`${url}/readyz`);
    return [response.status, await response.json()];
  };
  const storageUp = async () =>
    sampleValue(await (await fetch(`${url}/metrics`)).text(), 'pingyi_storage_up');
  expect(await readiness()).toEqual([200, { ready: true, failed: [] }]);
  expect(await storageUp()).toBe(1);

  const phones = await Promise.all(
    (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(url, ticket)),
  );
  await place.takeRoom(server);
  const answers: CastAnswer[] = [];
  for (const phone of phones) answers.push(await phone.cast(meeting.marks(0)));
  expect(answers.at(-1)).toMatchObject({ code: 'storage_unavailable' });
  // No more than the name of what failed: not what the disk is called, nor what it lacks.
  expect(await readiness()).toEqual([503, { ready: false, failed: ['storage'] }]);
  expect(await storageUp()).toBe(0);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  await place.giveRoom(server);
  await expect.poll(readiness, { timeout: 30_000 }).toEqual([200, { ready: true, failed: [] }]);
  expect(await phones.at(-1)?.cast(meeting.marks(0))).toMatchObject({ ok: true });
  for (const phone of phones) phone.leave();
  expect(await server.kill('SIGTERM')).toBe(0);
});
