import { describe, expect, it } from 'vitest';
import { packBallot } from '../../../shared/ballot.ts';
import { meetingShape } from '../../../shared/meeting.ts';
import { recount } from '../../../shared/tally.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  close,
  entryOf,
  marksOf,
  newTickets,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
} from '../sample-meeting.ts';

/** Lets what was begun go on by one step, so that a race has more than one possible course. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function racePromises(bench: Bench): void {
  describe('races', () => {
    it('[CAST-1] 1,000 casts of one ticket with different keys: exactly one is accepted', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 2);
      const ticket = tickets[0] as PaperTicket;
      const casts = Array.from({ length: 1_000 }, async (_, key) => {
        if (key % 3 === 0) await nextTurn();
        return bench.store.cast(castOf(meeting, ticket, { key, number: key }));
      });
      const outcomes = (await Promise.all(casts)).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'ticket_used')).toHaveLength(999);
      const winner = outcomes.indexOf('accepted');
      const { counted, kept } = await bench.store.recountBox(meeting.id);
      const bytes = packBallot(marksOf(meeting, winner));
      const expected = recount([{ group: ticket.group, bytes }], meetingShape(meeting.plan));
      expect({ counted, kept }).toEqual({ counted: expected, kept: expected });
    });

    it('[CAST-3] 1,000 casts of one ticket with the same key: all are accepted, one is counted', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 2);
      const cast = castOf(meeting, tickets[0] as PaperTicket, { number: 5 });
      const casts = Array.from({ length: 1_000 }, () => bench.store.cast(cast));
      const outcomes = new Set((await Promise.all(casts)).map(({ outcome }) => outcome));
      expect(outcomes).toEqual(new Set(['accepted']));
      const { counted, kept } = await bench.store.recountBox(meeting.id);
      expect(counted).toEqual(kept);
      expect([...kept.returned]).toEqual([1, 0]);
    });

    it('[CAST-4] 500 casts against closing: each accepted one is in the box, and none after', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 500);
      const casts = tickets.map(async (ticket, number) => {
        if (number >= 250) await nextTurn();
        return bench.store.cast(castOf(meeting, ticket, { number }));
      });
      await nextTurn();
      await close(bench.store, meeting.id);
      const closed = await readState(bench.store, meeting.id);
      const outcomes = (await Promise.all(casts)).map(({ outcome }) => outcome);
      expect(new Set(outcomes).size).toBeLessThanOrEqual(2);
      expect(outcomes.every((one) => one === 'accepted' || one === 'voting_closed')).toBe(true);
      const accepted = tickets.flatMap(({ group }, number) =>
        outcomes[number] === 'accepted'
          ? [{ group, bytes: packBallot(marksOf(meeting, number)) }]
          : [],
      );
      const expected = recount(accepted, meetingShape(meeting.plan));
      const after = await readState(bench.store, meeting.id);
      expect(after.tally).toEqual(expected);
      // Nothing came in between the moment of closing and the last answer.
      expect(closed.tally).toEqual(after.tally);
      expect((await bench.store.recountBox(meeting.id)).counted).toEqual(expected);
    });

    it('[TICKET-5] minting against closing: minted before, or not at all', async () => {
      const { meeting } = await openMeeting(bench.store, 2);
      const batches = Array.from({ length: 20 }, (_, number) => paperTickets(`batch ${number}`, 3));
      const minting = batches.map(async (batch, number) => {
        if (number >= 10) await nextTurn();
        const entry = entryOf('tickets_minted');
        return bench.store.mintTickets(meeting.id, newTickets(batch), entry);
      });
      const [outcomes] = await Promise.all([Promise.all(minting), close(bench.store, meeting.id)]);
      const minted = outcomes.filter(({ outcome }) => outcome === 'minted');
      const state = await readState(bench.store, meeting.id);
      expect(state.batches).toHaveLength(1 + minted.length);
      expect(state.tickets.reduce((sum, counts) => sum + counts.minted, 0)).toBe(
        2 + 3 * minted.length,
      );
      for (const [number, batch] of batches.entries()) {
        const found = await bench.store.findTicket(batch[0]?.commitment as never);
        expect(found !== null).toBe(outcomes[number]?.outcome === 'minted');
      }
    });

    it('[TICKET-5] voiding against casting: a ticket is either spent or void, never both', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 200);
      const casts = tickets.map(async (ticket, number) => {
        if (number % 2 === 0) await nextTurn();
        return bench.store.cast(castOf(meeting, ticket, { number }));
      });
      await nextTurn();
      const commitments = tickets.map(({ commitment }) => commitment);
      const before = await bench.store.voidTickets(
        meeting.id,
        { commitments },
        entryOf('tickets_voided'),
      );
      const outcomes = (await Promise.all(casts)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(
        before.map((state) => (state === 'spent' ? 'accepted' : 'ticket_voided')),
      );
      const spent = before.filter((state) => state === 'spent').length;
      const { counted, kept } = await bench.store.recountBox(meeting.id);
      expect(counted).toEqual(kept);
      expect(kept.returned.reduce((sum, many) => sum + many, 0)).toBe(spent);
    });

    it('casts in two meetings at once do not mix', async () => {
      const one = await openMeeting(bench.store, 60, { number: 1 });
      const other = await openMeeting(bench.store, 40, { number: 2 });
      const casts = [one, other].flatMap(({ meeting, tickets }) =>
        tickets.map((ticket, number) => bench.store.cast(castOf(meeting, ticket, { number }))),
      );
      await Promise.all(casts);
      for (const { meeting, tickets } of [one, other]) {
        const { counted, kept } = await bench.store.recountBox(meeting.id);
        expect(counted).toEqual(kept);
        expect(kept.returned.reduce((sum, many) => sum + many, 0)).toBe(tickets.length);
      }
    });
  });
}
