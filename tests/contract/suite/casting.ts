import { describe, expect, it } from 'vitest';
import type { Cast, CastOutcome } from '../../../server/store/store.ts';
import { packBallot } from '../../../shared/ballot.ts';
import type { InnerHash, Receipt } from '../../../shared/identifiers.ts';
import { meetingShape } from '../../../shared/meeting.ts';
import { emptyTally, recount } from '../../../shared/tally.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  change,
  close,
  draftMeeting,
  entryOf,
  marksOf,
  nextRound,
  open,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
  type SampleMeeting,
} from '../sample-meeting.ts';

type Outcome = CastOutcome['outcome'];

export function castPromises(bench: Bench): void {
  const outcomeOf = async (cast: Cast): Promise<Outcome> => (await bench.store.cast(cast)).outcome;

  /** Casts, and holds that nothing at all came of it. */
  async function expectRefused(cast: Cast, outcome: Outcome): Promise<void> {
    const before = await readState(bench.store, cast.meeting);
    expect(await outcomeOf(cast)).toBe(outcome);
    expect(await readState(bench.store, cast.meeting)).toEqual(before);
    const { counted } = await bench.store.recountBox(cast.meeting);
    expect(counted).toEqual(before.tally);
  }

  function firstOf({ tickets }: SampleMeeting): PaperTicket {
    return tickets[0] as PaperTicket;
  }

  describe('casting', () => {
    it('[CAST-1] an accepted ballot spends its ticket, lies in the box and is counted', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 6);
      for (const [number, ticket] of tickets.entries())
        expect(await outcomeOf(castOf(meeting, ticket, { number }))).toBe('accepted');
      const shape = meetingShape(meeting.plan);
      const expected = recount(
        tickets.map(({ group }, number) => ({
          group,
          bytes: packBallot(marksOf(meeting, number)),
        })),
        shape,
      );
      const state = await readState(bench.store, meeting.id);
      expect(state.tally).toEqual(expected);
      expect(await bench.store.recountBox(meeting.id)).toEqual({
        counted: expected,
        kept: expected,
      });
      expect(state.tickets.map(({ spent }) => spent)).toEqual([3, 3]);
      expect((await bench.store.findTicket(firstOf({ meeting, tickets }).commitment))?.state).toBe(
        'spent',
      );
    });

    it('[CAST-3] the same receipt is accepted again and again, and counted once', async () => {
      const sample = await openMeeting(bench.store, 2);
      const cast = castOf(sample.meeting, firstOf(sample), { number: 3 });
      expect(await outcomeOf(cast)).toBe('accepted');
      await expectRefused(cast, 'accepted');
      // Whatever the phone sends along: what lies in the box is what came first.
      await expectRefused({ ...cast, marks: marksOf(sample.meeting, 4) }, 'accepted');
    });

    it('[CAST-3] the same receipt is accepted while paused, halted and after closing', async () => {
      const sample = await openMeeting(bench.store, 2);
      const { id } = sample.meeting;
      const cast = castOf(sample.meeting, firstOf(sample));
      await bench.store.cast(cast);
      await change(bench.store, id, { phase: 'paused' });
      await expectRefused(cast, 'accepted');
      await change(bench.store, id, { alarm: 'box_mismatch' });
      await expectRefused(cast, 'accepted');
      await change(bench.store, id, { alarm: null });
      await close(bench.store, id);
      await expectRefused(cast, 'accepted');
    });

    it('[CAST-3] another receipt finds the ticket used, in every phase', async () => {
      const sample = await openMeeting(bench.store, 2);
      const { id } = sample.meeting;
      await bench.store.cast(castOf(sample.meeting, firstOf(sample), { key: 1 }));
      const other = castOf(sample.meeting, firstOf(sample), { key: 2 });
      await expectRefused(other, 'ticket_used');
      await change(bench.store, id, { phase: 'paused' });
      await expectRefused(other, 'ticket_used');
      await close(bench.store, id);
      await expectRefused(other, 'ticket_used');
    });

    it.each<readonly ['draft' | 'paused' | 'closed', Outcome]>([
      ['draft', 'voting_not_open'],
      ['paused', 'voting_paused'],
      ['closed', 'voting_closed'],
    ])('[CAST-4] a fresh ticket in the phase %s is told %s', async (phase, outcome) => {
      const sample = await draftMeeting(bench.store, 2);
      if (phase !== 'draft') {
        await open(bench.store, sample.meeting.id);
        await change(bench.store, sample.meeting.id, { phase });
      }
      await expectRefused(castOf(sample.meeting, firstOf(sample)), outcome);
    });

    it('the first reason that applies is the answer, in the order of the port', async () => {
      const one = await openMeeting(bench.store, 4, { number: 1 });
      const other = await openMeeting(bench.store, 2, { number: 2 });
      const [fresh, voided, spent] = one.tickets as [PaperTicket, PaperTicket, PaperTicket];
      const [stranger] = paperTickets('nowhere', 1) as [PaperTicket];
      await bench.store.cast(castOf(one.meeting, spent));
      await bench.store.voidTickets(
        one.meeting.id,
        { commitments: [voided.commitment] },
        entryOf('tickets_voided'),
      );
      // From here on each refusal that follows in the order would apply as well.
      await change(bench.store, one.meeting.id, { alarm: 'box_mismatch' });
      await close(bench.store, one.meeting.id);
      const wrongRound = { round: 7, key: 9 };
      await expectRefused(castOf(one.meeting, stranger, wrongRound), 'ticket_unknown');
      await expectRefused(castOf(other.meeting, voided, wrongRound), 'wrong_meeting');
      await expectRefused(castOf(one.meeting, voided, wrongRound), 'wrong_round');
      await expectRefused(castOf(one.meeting, spent, { round: 7 }), 'wrong_round');
      await expectRefused(castOf(one.meeting, voided, { key: 9 }), 'ticket_voided');
      await expectRefused(castOf(one.meeting, spent), 'accepted');
      await expectRefused(castOf(one.meeting, spent, { key: 9 }), 'ticket_used');
      await expectRefused(castOf(one.meeting, fresh), 'meeting_halted');
    });

    it('a ticket of a meeting that was deleted is unknown', async () => {
      const one = await openMeeting(bench.store, 2, { number: 1 });
      const other = await openMeeting(bench.store, 2, { number: 2 });
      await bench.store.deleteMeeting(await readState(bench.store, one.meeting.id));
      expect(await outcomeOf(castOf(one.meeting, firstOf(one)))).toBe('ticket_unknown');
      expect(await outcomeOf(castOf(one.meeting, firstOf(other)))).toBe('wrong_meeting');
    });

    it('a cast of the wrong size is rejected, and those that came with it are not', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 5);
      const casts = tickets.map((ticket) => castOf(meeting, ticket));
      casts[1] = { ...(casts[1] as Cast), marks: [0] };
      casts[2] = { ...(casts[2] as Cast), receipt: 'SHORT' as Receipt };
      casts[3] = { ...(casts[3] as Cast), inner: 'abcd' as InnerHash };
      const settled = await Promise.allSettled(casts.map((cast) => bench.store.cast(cast)));
      const [right, wrong] = ['fulfilled', 'rejected'];
      expect(settled.map(({ status }) => status)).toEqual([right, wrong, wrong, wrong, right]);
      const { counted, kept } = await bench.store.recountBox(meeting.id);
      expect(counted).toEqual(kept);
      expect([...kept.returned]).toEqual([2, 0]);
      expect(await outcomeOf(castOf(meeting, tickets[1] as PaperTicket))).toBe('accepted');
    });

    it('a void ballot of blanks alone is counted as such', async () => {
      const sample = await openMeeting(bench.store, 2);
      const shape = meetingShape(sample.meeting.plan);
      const marks = Array.from({ length: shape.presenters * shape.items }, () => shape.grades);
      await bench.store.cast(castOf(sample.meeting, firstOf(sample), { marks }));
      const { tally } = await readState(bench.store, sample.meeting.id);
      expect([...tally.blank]).toEqual([1, 0]);
    });

    it('[PHASE-5] a ballot made for an earlier round never enters a later one', async () => {
      const sample = await openMeeting(bench.store, 2);
      const { id } = sample.meeting;
      const cast = castOf(sample.meeting, firstOf(sample));
      await bench.store.cast(cast);
      await close(bench.store, id);
      await nextRound(bench.store, id);
      const reopened = await open(bench.store, id);
      await expectRefused(cast, 'wrong_round');
      expect((await readState(bench.store, id)).tally).toEqual(
        emptyTally(meetingShape(reopened.plan)),
      );
      expect(await outcomeOf(castOf(reopened, firstOf(sample)))).toBe('accepted');
    });
  });
}
