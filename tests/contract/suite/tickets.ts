import { describe, expect, it } from 'vitest';
import type { Commitment } from '../../../shared/identifiers.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  change,
  close,
  draftMeeting,
  entryOf,
  meetingId,
  newTickets,
  open,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
  samplePlan,
} from '../sample-meeting.ts';

function commitmentsOf(tickets: readonly PaperTicket[]): readonly Commitment[] {
  return tickets.map(({ commitment }) => commitment);
}

export function ticketPromises(bench: Bench): void {
  describe('tickets', () => {
    it('[TICKET-3] a minted ticket is found by its commitment: meeting, group, fresh', async () => {
      const { meeting, tickets } = await draftMeeting(bench.store, 4);
      for (const { commitment, group } of tickets)
        expect(await bench.store.findTicket(commitment)).toEqual({
          meeting: meeting.id,
          group,
          state: 'fresh',
        });
      const [stranger] = paperTickets('nowhere', 1);
      expect(await bench.store.findTicket(stranger?.commitment as never)).toBeNull();
    });

    it('batches are numbered from 1 and counted by group; minting adds at each call', async () => {
      const { meeting } = await draftMeeting(bench.store, 3);
      const more = newTickets(paperTickets('more', 2, 1));
      const minted = await bench.store.mintTickets(meeting.id, more, entryOf('tickets_minted', 8));
      expect(minted).toEqual({ outcome: 'minted', batch: 2 });
      const { batches, tickets } = await readState(bench.store, meeting.id);
      const of = (many: number) => ({ minted: many, fresh: many, spent: 0, voided: 0 });
      expect(batches).toEqual([
        { batch: 1, mintedAt: 1, tickets: [of(2), of(1)] },
        { batch: 2, mintedAt: 8, tickets: [of(0), of(2)] },
      ]);
      expect(tickets).toEqual([of(2), of(3)]);
    });

    it('[RULE-3] tickets can be minted before there are presenters, and vote once there are', async () => {
      const { meeting, tickets } = await draftMeeting(bench.store, 4, { plan: samplePlan(0) });
      expect((await readState(bench.store, meeting.id)).batches).toHaveLength(1);
      await change(bench.store, meeting.id, { plan: samplePlan(2) });
      const opened = await open(bench.store, meeting.id);
      for (const ticket of tickets)
        expect(await bench.store.cast(castOf(opened, ticket))).toEqual({ outcome: 'accepted' });
      const recount = await bench.store.recountBox(meeting.id);
      expect(recount.counted).toEqual(recount.kept);
    });

    it('[TICKET-5] minting while voting is open makes tickets that can vote', async () => {
      const { meeting } = await openMeeting(bench.store, 2);
      const late = paperTickets('late', 3);
      await bench.store.mintTickets(meeting.id, newTickets(late), entryOf('tickets_minted'));
      for (const ticket of late)
        expect(await bench.store.cast(castOf(meeting, ticket))).toEqual({ outcome: 'accepted' });
      const recount = await bench.store.recountBox(meeting.id);
      expect(recount.counted).toEqual(recount.kept);
      expect([...recount.kept.returned]).toEqual([2, 1]);
    });

    it('[TICKET-5] nothing is minted once voting is closed', async () => {
      const { meeting } = await openMeeting(bench.store, 2);
      await close(bench.store, meeting.id);
      const before = await readState(bench.store, meeting.id);
      const late = paperTickets('late', 2);
      expect(
        await bench.store.mintTickets(meeting.id, newTickets(late), entryOf('tickets_minted')),
      ).toEqual({ outcome: 'closed' });
      expect(await readState(bench.store, meeting.id)).toEqual(before);
      expect(await bench.store.findTicket(late[0]?.commitment as never)).toBeNull();
    });

    it('minting is all or nothing: a commitment that exists takes the whole batch with it', async () => {
      const { meeting, tickets } = await draftMeeting(bench.store, 2);
      const before = await readState(bench.store, meeting.id);
      const late = paperTickets('late', 2);
      const batch = newTickets([...late, ...tickets]);
      await expect(
        bench.store.mintTickets(meeting.id, batch, entryOf('tickets_minted')),
      ).rejects.toThrow();
      expect(await readState(bench.store, meeting.id)).toEqual(before);
      expect(await bench.store.findTicket(late[0]?.commitment as never)).toBeNull();
    });

    it('minting and voiding reject for an unknown meeting', async () => {
      const unknown = meetingId(77);
      const entry = entryOf('tickets_minted');
      await expect(bench.store.mintTickets(unknown, [], entry)).rejects.toThrow();
      await expect(bench.store.voidTickets(unknown, { batch: 1 }, entry)).rejects.toThrow();
    });

    it('[TICKET-5] voiding takes fresh tickets only, says what each was, and logs how many', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 6);
      await bench.store.cast(castOf(meeting, tickets[0] as PaperTicket));
      const chosen = commitmentsOf([tickets[1], tickets[0], tickets[2]] as PaperTicket[]);
      const entry = entryOf('tickets_voided', 5);
      const voiding = () => bench.store.voidTickets(meeting.id, { commitments: chosen }, entry);
      expect(await voiding()).toEqual(['fresh', 'spent', 'fresh']);
      expect(await bench.store.readLog(meeting.id, 1)).toEqual([
        { ...entry, figures: { voided: 2 } },
      ]);
      const after = await readState(bench.store, meeting.id);
      expect(after.tickets).toEqual([
        { minted: 3, fresh: 1, spent: 1, voided: 1 },
        { minted: 3, fresh: 2, spent: 0, voided: 1 },
      ]);
      const logged = await bench.store.readLog(meeting.id, 99);
      expect(await voiding()).toEqual(['voided', 'spent', 'voided']);
      expect(await bench.store.readLog(meeting.id, 99)).toEqual(logged);
      expect(await readState(bench.store, meeting.id)).toEqual(after);
    });

    it('a batch is voided as one, and a void ticket leaves its slot empty', async () => {
      const { meeting } = await openMeeting(bench.store, 2);
      const late = paperTickets('late', 4);
      await bench.store.mintTickets(meeting.id, newTickets(late), entryOf('tickets_minted'));
      await bench.store.cast(castOf(meeting, late[3] as PaperTicket));
      const states = await bench.store.voidTickets(
        meeting.id,
        { batch: 2 },
        entryOf('tickets_voided'),
      );
      expect([...states].sort()).toEqual(['fresh', 'fresh', 'fresh', 'spent']);
      const state = await readState(bench.store, meeting.id);
      expect(state.tickets.map(({ voided }) => voided)).toEqual([2, 1]);
      expect(state.batches[0]?.tickets.map(({ voided }) => voided)).toEqual([0, 0]);
      const recount = await bench.store.recountBox(meeting.id);
      expect(recount.counted).toEqual(recount.kept);
      expect((await bench.store.findTicket(late[0]?.commitment as never))?.state).toBe('voided');
    });
  });
}
