import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MOMENT_EVERY_MS } from '../../../../server/voting/followed-meeting.ts';
import { alteredStore } from '../../../altered-store.ts';
import { FullDisk } from '../../../failing-store.ts';
import { returnedOf, shownOf, vote, withLive } from '../../../live-under-test.ts';
import { openMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

test('[SECRET-3] a step that is being kept is not seen before, and nobody who comes in then steps on', () =>
  withParts(async (parts) => {
    let goOn = () => {};
    let stepping = () => {};
    const stepped = new Promise<void>((resolve) => {
      stepping = resolve;
    });
    const store = alteredStore(parts.store, {
      saveShown: async (...step) => {
        stepping();
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        return parts.store.saveShown(...step);
      },
    });
    const slow = { ...parts, store };
    const meeting = await openMeeting(slow, [1, 20], { display: 'batched' });
    const tickets = meeting.tickets[1] ?? [];
    await withLive(slow, async (live, until, told) => {
      live.watch(meeting.id, 'figures');
      await vote(slow, meeting, tickets.slice(0, 5));
      await until((moment) => returnedOf(moment) === 5);
      await vote(slow, meeting, tickets.slice(5, 10));
      await stepped;
      await vote(slow, meeting, tickets.slice(10, 11));
      const seen: number[] = [];
      await live.greet(meeting.id, (moment) => seen.push(moment === null ? -1 : shownOf(moment)));
      expect(seen).toEqual([0]);
      expect(told.map(shownOf).every((shown) => shown === 0)).toBe(true);
      goOn();
      const next = await until((moment) => returnedOf(moment) === 11);
      expect(shownOf(next)).toBe(5);
    });
  }));

test('[PHASE-2] whoever comes in after a change is told it, though the listeners were not yet', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 3]);
    await withLive(parts, async (live) => {
      live.watch(meeting.id, 'figures');
      const phases: unknown[] = [];
      const look = () =>
        live.greet(meeting.id, (moment) => phases.push(moment?.state.meeting.phase));
      await look();
      for (const command of ['pause', 'resume', 'pause'] as const) {
        await meeting.command({ command });
        await look();
      }
      expect(phases).toEqual(['open', 'paused', 'open', 'paused']);
    });
  }));

test('while the disk is full the last picture stands, marked; then it goes on by itself', () => {
  const disk = new FullDisk();
  return withParts(
    async (parts) => {
      const meeting = await openMeeting(parts, [1, 20], { display: 'batched' });
      const tickets = meeting.tickets[1] ?? [];
      await withLive(parts, async (live, until) => {
        live.watch(meeting.id, 'figures');
        await vote(parts, meeting, tickets.slice(0, 5));
        await until((moment) => returnedOf(moment) === 5);
        await vote(parts, meeting, tickets.slice(5, 9));
        await until((moment) => returnedOf(moment) === 9);
        await vote(parts, meeting, tickets.slice(9, 10));
        disk.full = true;
        const marked = await until(({ interrupted }) => interrupted);
        expect(shownOf(marked)).toBe(0);
        disk.full = false;
        const after = await until((moment) => shownOf(moment) === 5);
        expect(after.interrupted).toBe(false);
        const log = await parts.store.readLog(meeting.id, 2);
        expect(log.map(({ event }) => event)).toEqual(['storage_failed', 'storage_recovered']);
      });
    },
    (store) => disk.around(store),
  );
});

test('a storm of votes is told at most ten times a second, and to its end', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 60], { display: 'live' });
    await withLive(parts, async (live, until, told) => {
      live.watch(meeting.id, 'figures');
      live.refresh(meeting.id);
      await until(() => true);
      const from = performance.now();
      for (const secret of meeting.tickets[1] ?? []) {
        await vote(parts, meeting, [secret]);
        await setTimeout(5);
      }
      await until((moment) => returnedOf(moment) === 60);
      const most = Math.ceil((performance.now() - from) / MOMENT_EVERY_MS) + 1;
      expect(told.length).toBeLessThanOrEqual(most + 1);
    });
  }));
