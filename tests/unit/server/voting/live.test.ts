import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Live, MOMENT_EVERY_MS } from '../../../../server/voting/live.ts';
import type { LiveMoment } from '../../../../server/voting/live-moment.ts';
import type { VotingParts } from '../../../../server/voting/parts.ts';
import { createStorageHealth } from '../../../../server/voting/storage-health.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../../../../server/voting/ticket-hashes.ts';
import type { TicketSecret } from '../../../../shared/identifiers.ts';
import { alteredStore } from '../../../altered-store.ts';
import { FullDisk } from '../../../failing-store.ts';
import { type MeetingUnderTest, openMeeting } from '../../../meeting-under-test.ts';
import { newKey } from '../../../phone.ts';
import { withParts } from '../../../voting-parts.ts';

/** Resolves with the first moment that matches, of those told already or to come. */
type Until = (matches: (moment: LiveMoment) => boolean) => Promise<LiveMoment>;

async function withLive(
  parts: VotingParts,
  use: (live: Live, until: Until, told: readonly LiveMoment[]) => Promise<void>,
): Promise<void> {
  const report = (error: unknown) => {
    throw error;
  };
  const health = createStorageHealth(parts, report);
  const live = new Live({ ...parts, health, report });
  const told: LiveMoment[] = [];
  live.listen({ moment: (moment) => told.push(moment) });
  const until: Until = (matches) =>
    new Promise((resolve) => {
      const found = told.find(matches);
      if (found !== undefined) return resolve(found);
      const stop = live.listen({
        moment: (moment) => {
          if (!matches(moment)) return;
          stop();
          resolve(moment);
        },
      });
    });
  try {
    await use(live, until, told);
  } finally {
    health.stop();
    await live.stop();
  }
}

async function vote(
  { store }: VotingParts,
  meeting: MeetingUnderTest,
  secrets: readonly TicketSecret[],
): Promise<void> {
  await Promise.all(
    secrets.map(async (secret) => {
      const inner = innerHashOf(secret);
      const commitment = commitmentOf(inner);
      const receipt = receiptOf(commitment, newKey());
      const { id, marks } = meeting;
      const cast = { meeting: id, round: 1, commitment, inner, receipt, marks: marks(0) };
      expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
    }),
  );
}

function returnedOf({ state }: LiveMoment): number {
  return state.tally.returned[1] ?? 0;
}

function shownOf({ shown }: LiveMoment): number {
  return shown.returned[1] ?? 0;
}

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
      await withLive(parts, async (_live, until) => {
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
