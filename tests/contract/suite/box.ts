import { describe, expect, it } from 'vitest';
import { meetingShape } from '../../../shared/meeting.ts';
import { emptyTally, isPartOf, type Tally } from '../../../shared/tally.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  change,
  close,
  draftMeeting,
  entryOf,
  meetingId,
  newTickets,
  nextRound,
  open,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
  samplePlan,
} from '../sample-meeting.ts';

export function boxPromises(bench: Bench): void {
  async function castAll(sample: Awaited<ReturnType<typeof openMeeting>>, many: number) {
    for (const [number, ticket] of sample.tickets.slice(0, many).entries())
      await bench.store.cast(castOf(sample.meeting, ticket, { number }));
  }

  async function expectSound(id: ReturnType<typeof meetingId>): Promise<Tally> {
    const { counted, kept } = await bench.store.recountBox(id);
    expect(counted).toEqual(kept);
    expect((await readState(bench.store, id)).tally).toEqual(kept);
    return kept;
  }

  describe('the ballot box', () => {
    it('[PHASE-1] opening gives every slot the size of the plan as it became', async () => {
      const { meeting, tickets } = await draftMeeting(bench.store, 4);
      const plan = samplePlan(7);
      await change(bench.store, meeting.id, { plan });
      const opened = await open(bench.store, meeting.id);
      for (const [number, ticket] of tickets.entries())
        await bench.store.cast(castOf(opened, ticket, { number }));
      const tally = await expectSound(meeting.id);
      expect(tally.shape).toEqual(meetingShape(plan));
      expect([...tally.returned]).toEqual([2, 2]);
    });

    it('[PHASE-1] a box with a ballot in it cannot be prepared', async () => {
      const sample = await openMeeting(bench.store, 4);
      await castAll(sample, 1);
      const before = await readState(bench.store, sample.meeting.id);
      await expect(open(bench.store, sample.meeting.id)).rejects.toThrow();
      expect(await readState(bench.store, sample.meeting.id)).toEqual(before);
      await expectSound(sample.meeting.id);
    });

    it('the box of a draft is counted, and is empty', async () => {
      const { meeting } = await draftMeeting(bench.store, 4);
      await change(bench.store, meeting.id, { plan: samplePlan(9) });
      expect(await expectSound(meeting.id)).toEqual(emptyTally(meetingShape(samplePlan(9))));
    });

    it('a box of an unknown meeting is not counted', async () => {
      await expect(bench.store.recountBox(meetingId(9))).rejects.toThrow();
    });

    it('[SECRET-2] scrubbing changes no figure and no answer, and may be repeated', async () => {
      const sample = await openMeeting(bench.store, 40);
      const { id } = sample.meeting;
      await castAll(sample, 25);
      await close(bench.store, id);
      const before = await readState(bench.store, id);
      await bench.store.scrub(id);
      await bench.store.scrub(id);
      const after = await readState(bench.store, id);
      expect(after.tally).toEqual(before.tally);
      expect(after.tickets).toEqual(before.tickets);
      expect(after.revision).toBeGreaterThanOrEqual(before.revision);
      await expectSound(id);
      const ticket = sample.tickets[0] as PaperTicket;
      const again = castOf(sample.meeting, ticket);
      expect(await bench.store.cast(again)).toEqual({ outcome: 'accepted' });
      expect(await bench.store.cast({ ...again, receipt: 'ZZZZZZZZ' as never })).toEqual({
        outcome: 'ticket_used',
      });
    });

    it('[SECRET-2] once closed and scrubbed, what was shown last tells no ballots apart', async () => {
      const sample = await openMeeting(bench.store, 10);
      const { id } = sample.meeting;
      await castAll(sample, 5);
      const { shown: none, tally: five } = await readState(bench.store, id);
      await bench.store.saveShown(id, 1, none, five);
      await castAll(sample, 7);
      await close(bench.store, id);
      await bench.store.scrub(id);
      const { shown, tally } = await readState(bench.store, id);
      expect(shown).toEqual(tally);
    });

    it('scrubbing one meeting loses nothing of another that is open', async () => {
      const one = await openMeeting(bench.store, 20, { number: 1 });
      const other = await openMeeting(bench.store, 60, { number: 2 });
      await castAll(one, 20);
      await close(bench.store, one.meeting.id);
      const casts = other.tickets.map((ticket, number) =>
        bench.store.cast(castOf(other.meeting, ticket, { number })),
      );
      await bench.store.scrub(one.meeting.id);
      const outcomes = await Promise.all(casts);
      expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
      const late = paperTickets('late', 4);
      await bench.store.mintTickets(other.meeting.id, newTickets(late), entryOf('opened'));
      for (const ticket of late) await bench.store.cast(castOf(other.meeting, ticket));
      const tally = await expectSound(other.meeting.id);
      expect([...tally.returned]).toEqual([32, 32]);
      await expectSound(one.meeting.id);
    });

    it('a box may be scrubbed while it is open, and goes on taking ballots', async () => {
      const sample = await openMeeting(bench.store, 20);
      await castAll(sample, 10);
      await bench.store.scrub(sample.meeting.id);
      await castAll(sample, 20);
      const tally = await expectSound(sample.meeting.id);
      expect([...tally.returned]).toEqual([10, 10]);
    });

    it('[SECRET-3] what a screen was shown is kept for its round alone', async () => {
      const sample = await openMeeting(bench.store, 10);
      const { id } = sample.meeting;
      await castAll(sample, 6);
      const { tally, shown: none } = await readState(bench.store, id);
      expect(await bench.store.saveShown(id, 2, none, tally)).toBe('superseded');
      expect((await readState(bench.store, id)).shown).toEqual(emptyTally(tally.shape));
      expect(await bench.store.saveShown(id, 1, none, tally)).toBe('saved');
      await castAll(sample, 8);
      expect((await readState(bench.store, id)).shown).toEqual(tally);
      await nextRound(bench.store, id);
      expect((await readState(bench.store, id)).shown).toEqual(emptyTally(tally.shape));
    });

    it('[SECRET-3, PHASE-7] a screen is shown no ballots that are not in the box', async () => {
      const gone = await openMeeting(bench.store, 10, { number: 1 });
      const kept = await openMeeting(bench.store, 20, { number: 2 });
      const { id } = kept.meeting;
      const { shown: none } = await readState(bench.store, id);
      await castAll(gone, 6);
      await castAll(kept, 5);
      const { tally: more } = await readState(bench.store, gone.meeting.id);
      expect(await bench.store.saveShown(id, 1, none, more)).toBe('superseded');
      for (const ticket of kept.tickets.slice(5))
        await bench.store.cast(castOf(kept.meeting, ticket, { number: 3 }));
      const { tally: other } = await readState(bench.store, id);
      expect(isPartOf(more, other)).toBe(false);
      expect(await bench.store.saveShown(id, 1, none, more)).toBe('superseded');
      expect((await readState(bench.store, id)).shown).toEqual(none);
      expect(await bench.store.saveShown(id, 1, none, other)).toBe('saved');
    });

    it('[SECRET-3] of two steps from the same picture one is kept, and the other told so', async () => {
      const sample = await openMeeting(bench.store, 20);
      const { id } = sample.meeting;
      const { shown: none } = await readState(bench.store, id);
      const pictures: Tally[] = [];
      for (const many of [10, 11]) {
        await castAll(sample, many);
        pictures.push((await readState(bench.store, id)).tally);
      }
      const outcomes = await Promise.all(
        pictures.map((picture) => bench.store.saveShown(id, 1, none, picture)),
      );
      expect([...outcomes].sort()).toEqual(['saved', 'superseded']);
      const kept = pictures[outcomes.indexOf('saved')];
      expect((await readState(bench.store, id)).shown).toEqual(kept);
    });
  });
}
