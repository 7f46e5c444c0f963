import { describe, expect, it } from 'vitest';
import type { Bench } from '../bench.ts';
import { everything } from '../everything.ts';
import {
  castOf,
  change,
  close,
  draftMeeting,
  entryOf,
  newTickets,
  nextRound,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
} from '../sample-meeting.ts';

export function restartPromises(bench: Bench): void {
  describe('a restart', () => {
    it('[PHASE-3] changes nothing, in any phase', async () => {
      const samples = [
        await draftMeeting(bench.store, 6, { number: 1 }),
        await openMeeting(bench.store, 30, { number: 2 }),
        await openMeeting(bench.store, 30, { number: 3 }),
        await openMeeting(bench.store, 30, { number: 4 }),
      ] as const;
      for (const { meeting, tickets } of samples.slice(1))
        for (const [number, ticket] of tickets.slice(0, 20).entries())
          await bench.store.cast(castOf(meeting, ticket, { number }));
      const [, paused, closed, again] = samples.map(({ meeting }) => meeting.id);
      await change(bench.store, paused as never, { phase: 'paused' });
      await close(bench.store, closed as never);
      await bench.store.scrub(closed as never);
      await nextRound(bench.store, again as never);
      await bench.store.scrub(again as never);
      const late = newTickets(paperTickets('late', 5));
      await bench.store.mintTickets(paused as never, late, entryOf('tickets_minted'));
      await bench.store.voidTickets(paused as never, { batch: 2 }, entryOf('tickets_voided'));

      const before = await everything(bench.store);
      expect(await everything(await bench.reopen())).toEqual(before);
    });

    it('[CAST-3] a cast before it and the same cast after it have the same answer', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 10);
      const casts = tickets.map((ticket, number) => castOf(meeting, ticket, { number }));
      await Promise.all(casts.slice(0, 5).map((cast) => bench.store.cast(cast)));
      const store = await bench.reopen();
      for (const cast of casts) expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
      const other = castOf(meeting, tickets[0] as PaperTicket, { key: 1 });
      expect(await store.cast(other)).toEqual({ outcome: 'ticket_used' });
      const { counted, kept } = await store.recountBox(meeting.id);
      expect(counted).toEqual(kept);
      expect([...kept.returned]).toEqual([5, 5]);
    });

    it('[PHASE-2] the revision does not fall', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 4);
      for (const ticket of tickets) await bench.store.cast(castOf(meeting, ticket));
      const { revision } = await readState(bench.store, meeting.id);
      const store = await bench.reopen();
      expect((await readState(store, meeting.id)).revision).toBeGreaterThanOrEqual(revision);
    });
  });
}
