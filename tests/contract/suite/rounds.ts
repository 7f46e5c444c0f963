import { describe, expect, it } from 'vitest';
import type { VoidedRound } from '../../../server/store/store.ts';
import { meetingShape } from '../../../shared/meeting.ts';
import { emptyTally } from '../../../shared/tally.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  change,
  close,
  entryOf,
  nextRound,
  open,
  openMeeting,
  readState,
  type SampleMeeting,
} from '../sample-meeting.ts';

export function roundPromises(bench: Bench): void {
  async function castAll({ meeting, tickets }: SampleMeeting): Promise<void> {
    for (const [number, ticket] of tickets.entries())
      await bench.store.cast(castOf(meeting, ticket, { number }));
  }

  async function voidedRound(sample: SampleMeeting, reason: string): Promise<VoidedRound> {
    const { meeting, tickets, tally } = await readState(bench.store, sample.meeting.id);
    return {
      round: meeting.round,
      voidedAt: 77,
      reason,
      meeting,
      tickets,
      tally: {
        counts: [...tally.counts],
        returned: [...tally.returned],
        blank: [...tally.blank],
      },
    };
  }

  describe('rounds', () => {
    it('[PHASE-4] a rehearsal is wiped: the box empty, the tickets fresh, their votes forgotten', async () => {
      const sample = await openMeeting(bench.store, 6);
      const { id, plan } = sample.meeting;
      await change(bench.store, id, { rehearsal: true });
      await castAll(sample);
      await nextRound(bench.store, id);
      const state = await readState(bench.store, id);
      expect(state.meeting.phase).toBe('draft');
      expect(state.tally).toEqual(emptyTally(meetingShape(plan)));
      expect(state.tickets.map(({ fresh }) => fresh)).toEqual([3, 3]);
      const { counted } = await bench.store.recountBox(id);
      expect(counted).toEqual(state.tally);
      const opened = await open(bench.store, id);
      // A fresh ticket has no receipt that could match: it votes like any other.
      await castAll({ ...sample, meeting: opened });
      const { kept, counted: inBox } = await bench.store.recountBox(id);
      expect(inBox).toEqual(kept);
      expect([...kept.returned]).toEqual([3, 3]);
    });

    it('[TICKET-5] a void ticket stays void in the next round', async () => {
      const sample = await openMeeting(bench.store, 6);
      await bench.store.voidTickets(sample.meeting.id, { batch: 1 }, entryOf('tickets_voided'));
      await nextRound(bench.store, sample.meeting.id);
      const { tickets } = await readState(bench.store, sample.meeting.id);
      expect(tickets.map(({ voided }) => voided)).toEqual([3, 3]);
    });

    it('[PHASE-5] voided rounds stay, oldest first, with their figures', async () => {
      const sample = await openMeeting(bench.store, 6);
      const { id } = sample.meeting;
      await castAll(sample);
      await close(bench.store, id);
      const first = await voidedRound(sample, '设备故障');
      await nextRound(bench.store, id, { voided: first });
      await open(bench.store, id);
      const second = await voidedRound(sample, '议程变更');
      await nextRound(bench.store, id, { voided: second });
      expect(await bench.store.readVoidedRounds(id)).toEqual([first, second]);
    });

    it('[PHASE-5] the next round may be held under another plan', async () => {
      const sample = await openMeeting(bench.store, 6);
      const { id, plan } = sample.meeting;
      await castAll(sample);
      await nextRound(bench.store, id);
      await change(bench.store, id, {
        plan: { ...plan, presenters: plan.presenters.slice(0, 1) },
      });
      const opened = await open(bench.store, id);
      await castAll({ ...sample, meeting: opened });
      const { counted, kept } = await bench.store.recountBox(id);
      expect(counted).toEqual(kept);
      expect(kept.shape.presenters).toBe(1);
      expect([...kept.returned]).toEqual([3, 3]);
    });

    it('a conflicting wipe leaves the ballots where they are', async () => {
      const sample = await openMeeting(bench.store, 6);
      await castAll(sample);
      const before = await readState(bench.store, sample.meeting.id);
      const stale = { ...before.meeting, round: 2, phase: 'draft' as const };
      const entry = entryOf('rehearsal_ended');
      const wipe = { before: before.meeting, next: stale, entry, box: 'empty' } as const;
      expect(await bench.store.changeMeeting(wipe)).toBe('conflict');
      expect(await readState(bench.store, sample.meeting.id)).toEqual(before);
    });
  });
}
