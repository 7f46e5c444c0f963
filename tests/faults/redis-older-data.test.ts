import { cpSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../server/store/redis/redis-store.ts';
import { isOutage, type Store } from '../../server/store/store.ts';
import { runCommand } from '../../server/voting/commands.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { changePlan } from '../../server/voting/meetings.ts';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import {
  change,
  close,
  draftMeeting,
  entryOf,
  openMeeting as openSample,
  readMeetingOf,
  samplePlan,
} from '../contract/sample-meeting.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { acceptanceOf } from '../older-data-accepted.ts';
import { Phone } from '../phone.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { withServers } from '../several-servers.ts';
import { testFolder } from './store-folder.ts';

const LOOK_EVERY_MS = 50;
const EARLY = 3;

/** Of Redis' folder, as it is at a power cut. */
async function copyOf(redis: RedisServer): Promise<string> {
  const copy = testFolder();
  await redis.kill();
  cpSync(redis.folder, copy, { recursive: true });
  await redis.start();
  return copy;
}

async function putBack(redis: RedisServer, copy: string): Promise<void> {
  await redis.kill();
  rmSync(redis.folder, { recursive: true });
  cpSync(copy, redis.folder, { recursive: true });
  await redis.start();
}

/** Resolves once it can be written to; the test's own time limit ends the wait. */
async function returned(store: Store): Promise<void> {
  for (;;) {
    try {
      return await store.probe();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}

async function openOn(redis: RedisServer): Promise<Store> {
  const store = await openRedisStore({ url: redis.url, allowLossy: false, report: console.error });
  onTestFinished(() => store.close());
  return store;
}

test('[PHASE-7] a record is read as it is, though one of the same version was known before older data were put back', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const [one, other] = [await openOn(redis), await openOn(redis)];
  const { meeting } = await draftMeeting(one, 2);
  const copy = await copyOf(redis);
  await Promise.all([one, other].map(returned));
  await change(one, meeting.id, { plan: samplePlan(2, { title: '此前的标题' }) });
  const lost = await readMeetingOf(one, meeting.id);

  await putBack(redis, copy);
  await Promise.all([one, other].map(returned));
  await change(other, meeting.id, { plan: samplePlan(2, { title: '现在的标题' }) });
  const kept = await readMeetingOf(one, meeting.id);
  expect(kept.version).toBe(lost.version);
  expect(kept.plan.title).toBe('现在的标题');
});

test('[PHASE-7] what was decided on data that are gone is a conflict in those that were put back', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const [one, other] = [await openOn(redis), await openOn(redis)];
  const { meeting } = await openSample(one, 2);
  const copy = await copyOf(redis);
  await Promise.all([one, other].map(returned));
  const before = await change(one, meeting.id, { phase: 'paused' });

  await putBack(redis, copy);
  await Promise.all([one, other].map(returned));
  const closed = await close(other, meeting.id);
  expect(closed.version).toBe(before.version);
  const next = { ...before, phase: 'open', version: before.version + 1 } as const;
  const resuming = { before, next, entry: entryOf('resumed'), box: 'keep' } as const;
  expect(await one.changeMeeting(resuming)).toBe('conflict');
  expect(await readMeetingOf(one, meeting.id)).toEqual(closed);
});

test('[PHASE-7, CAST-5] older data under running servers: halted by itself, and voted on by the plan that is there', () =>
  withServers(
    async (one, other, redis) => {
      const meeting = await prepareMeeting(one.parts, [1, 4]);
      const [first = '', second = ''] = meeting.tickets[1] ?? [];
      const cookie = await sessionCookie(other);
      const copy = await copyOf(redis);
      await Promise.all([one, other].map(({ store }) => returned(store)));
      must(await runCommand(one.parts, meeting.id, { command: 'open' }));
      const console = new ConsoleViewer(other.url, meeting.id, cookie);
      const phone = await Phone.enter(one.url, first);
      expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
      await console.inbox.until('overview', ({ tickets }) => tickets[1]?.spent === 1);
      phone.leave();

      console.inbox.clear();
      await putBack(redis, copy);
      await console.inbox.until('overview', (told) => told.meeting.alarm === 'older_data');
      must(await runCommand(other.parts, meeting.id, await acceptanceOf(other.parts, meeting.id)));
      const state = await other.store.readMeeting(meeting.id);
      const presenters = meeting.plan.presenters.slice(1);
      must(
        await changePlan(other.parts, meeting.id, {
          version: state?.meeting.version ?? 0,
          plan: { ...meeting.plan, presenters },
        }),
      );
      must(await runCommand(other.parts, meeting.id, { command: 'open' }));
      const next = await Phone.enter(one.url, second);
      await next.inbox.until('status', ({ phase }) => phase === 'open');
      const cells = meeting.marks(0).length / meeting.plan.presenters.length;
      const marks = meeting.marks(0).slice(cells);
      expect(await next.cast(marks)).toMatchObject({ ok: true });
      next.leave();
      console.leave();
    },
    { failuresExpected: true },
  ));

test('[PHASE-7] older data are found though whoever was told more had left by then', () =>
  withServers(
    async (one, other, redis) => {
      const meeting = await openMeeting(one.parts, [1, 4]);
      const [ticket = ''] = meeting.tickets[1] ?? [];
      const copy = await copyOf(redis);
      await Promise.all([one, other].map(({ store }) => returned(store)));
      const phone = await Phone.enter(one.url, ticket);
      expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
      await meeting.command({ command: 'pause' });
      await phone.inbox.until('status', ({ phase }) => phase === 'paused');
      phone.leave();

      await putBack(redis, copy);
      await Promise.all([one, other].map(({ store }) => returned(store)));
      const next = await Phone.enter(one.url, ticket);
      await next.inbox.until('status', ({ halted }) => halted);
      expect(await next.cast(meeting.marks(0))).toMatchObject({ code: 'meeting_halted' });
      next.leave();
    },
    { failuresExpected: true },
  ));

test('[PHASE-7, SECRET-3] a batch of data that are gone is never shown', () =>
  withServers(
    async (one, _other, redis) => {
      const meeting = await openMeeting(one.parts, [1, 40], { display: 'batched' });
      const tickets = meeting.tickets[1] ?? [];
      const { token } = must(await addScreenLink(one.parts, meeting.id, 'screen'));
      const vote = async (from: number, to: number, grade: number) => {
        for (const ticket of tickets.slice(from, to)) {
          const phone = await Phone.enter(one.url, ticket);
          expect(await phone.cast(meeting.marks(grade))).toMatchObject({ ok: true });
          phone.leave();
        }
      };
      const screen = await ScreenViewer.enter(one.url, token);
      await vote(0, EARLY, 0);
      const copy = await copyOf(redis);
      await returned(one.store);
      await vote(EARLY, EARLY + 6, 0);
      await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === EARLY + 6);

      await putBack(redis, copy);
      await screen.inbox.until('snapshot', ({ halted }) => halted);
      must(await runCommand(one.parts, meeting.id, await acceptanceOf(one.parts, meeting.id)));
      screen.inbox.clear();
      await vote(20, 30, 3);
      await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === EARLY + 10);
      await vote(30, 40, 3);
      const shown = await screen.inbox.until(
        'snapshot',
        ({ groups }) => (groups[1]?.shown ?? 0) > 0,
      );
      const counts = shown.presenters[0]?.result?.groups[1]?.counts ?? [];
      expect(counts[0]).toBe(EARLY * (meeting.marks(0).length / meeting.plan.presenters.length));
      screen.leave();
    },
    { failuresExpected: true },
  ));
