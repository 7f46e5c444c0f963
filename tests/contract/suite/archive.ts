import { describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { archivableMeeting, exported, HOST, HOST_HASH, ticketOf } from '../archivable-meeting.ts';
import type { Bench } from '../bench.ts';
import { everythingOf } from '../everything.ts';
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

export function archivePromises(bench: Bench): void {
  describe('archives', () => {
    it('[ARCHIVE-1] a closed meeting is the same in another store, and after a restart of that', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      await bench.store.scrub(meeting.id);
      const before = await everythingOf(bench.store, meeting.id);
      const importer = await bench.importer();
      expect(await importer.store.importMeeting(archive)).toBe('imported');
      for (const find of [() => importer.store, importer.reopen]) {
        const store = await find();
        const after = await everythingOf(store, meeting.id);
        expect(after.state.revision).toBeGreaterThan(archive.revision);
        const { revision } = before.state;
        expect({ ...after, state: { ...after.state, revision } }).toEqual(before);
        expect(await store.findScreenLink(HOST_HASH)).toEqual({
          meeting: meeting.id,
          link: { ...HOST, revokedAt: 9 },
        });
      }
    });

    it('[ARCHIVE-1] what was imported is exported again as it came', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      await store.importMeeting(archive);
      const again = await exported(store, meeting.id);
      expect({ ...again, revision: archive.revision }).toEqual(archive);
    });

    it('[ARCHIVE-1, CAST-3] a closed meeting answers casts elsewhere as it did here', async () => {
      const sample = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, sample.meeting.id);
      const { store } = await bench.importer();
      await store.importMeeting(archive);
      const casts = sample.tickets.flatMap((ticket) => [
        castOf(sample.meeting, ticket),
        castOf(sample.meeting, ticket, { key: 1 }),
      ]);
      const answersOf = async (of: Store) =>
        Promise.all(casts.map(async (cast) => (await of.cast(cast)).outcome));
      const answers = await answersOf(store);
      expect(answers).toEqual(await answersOf(bench.store));
      expect(new Set(answers)).toEqual(
        new Set(['accepted', 'ticket_used', 'ticket_voided', 'voting_closed']),
      );
      expect(await readState(store, sample.meeting.id)).toMatchObject({
        revision: archive.revision + 1,
      });
    });

    it('[ARCHIVE-1] a draft is prepared here and opened there, whatever size its plan had', async () => {
      const sample = await draftMeeting(bench.store, 10);
      const { id } = sample.meeting;
      await change(bench.store, id, { plan: samplePlan(5), rehearsal: true });
      const { commitment } = ticketOf(sample, 0);
      await bench.store.voidTickets(id, { commitments: [commitment] }, entryOf('tickets_voided'));
      const importer = await bench.importer();
      await importer.store.importMeeting(await exported(bench.store, id));
      const before = await everythingOf(bench.store, id);
      const after = await everythingOf(importer.store, id);
      const { revision } = before.state;
      expect({ ...after, state: { ...after.state, revision } }).toEqual(before);

      const opened = await open(importer.store, id);
      const outcomes = await Promise.all(
        sample.tickets.map(async (ticket, number) => {
          const cast = castOf(opened, ticket, { number });
          return (await importer.store.cast(cast)).outcome;
        }),
      );
      expect(outcomes).toEqual(['ticket_voided', ...Array.from({ length: 9 }, () => 'accepted')]);
      const { counted, kept } = await (await importer.reopen()).recountBox(id);
      expect(counted).toEqual(kept);
      expect([...kept.returned]).toEqual([4, 5]);
    });

    it('[ARCHIVE-1] a draft is carried before there are presenters, too', async () => {
      const { meeting } = await draftMeeting(bench.store, 4, { plan: samplePlan(0) });
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      expect(await store.importMeeting(archive)).toBe('imported');
      const again = await exported(store, meeting.id);
      expect({ ...again, revision: archive.revision }).toEqual(archive);
    });

    it('[ARCHIVE-1, TICKET-5] an imported draft is prepared further, and goes as one made there', async () => {
      const { meeting, tickets } = await draftMeeting(bench.store, 6);
      const { id } = meeting;
      const archive = await exported(bench.store, id);
      const { store } = await bench.importer();
      await store.importMeeting(archive);
      const late = newTickets(paperTickets('late', 2));
      const minted = await store.mintTickets(id, late, entryOf('tickets_minted'));
      expect(minted).toEqual({ outcome: 'minted', batch: 2 });
      const voided = await store.voidTickets(id, { batch: 1 }, entryOf('tickets_voided'));
      expect(voided).toEqual(tickets.map(() => 'fresh'));
      const state = await readState(store, id);
      expect(state.tickets).toEqual(
        [0, 1].map(() => ({ minted: 4, fresh: 1, spent: 0, voided: 3 })),
      );
      expect(await store.deleteMeeting(state)).toBe('deleted');
      for (const { commitment } of tickets) expect(await store.findTicket(commitment)).toBeNull();
      expect(await store.importMeeting(archive)).toBe('imported');
      expect((await readState(store, id)).batches).toHaveLength(1);
    });

    it('[ARCHIVE-1, TICKET-3] fresh and void tickets bear no proof, spent ones their own', async () => {
      const sample = await archivableMeeting(bench.store);
      const { tickets, batches } = await exported(bench.store, sample.meeting.id);
      const states = new Map(tickets.map((ticket) => [ticket.commitment, ticket]));
      const at = (number: number) => states.get(ticketOf(sample, number).commitment);
      const of = (number: number) => {
        const { commitment, group } = ticketOf(sample, number);
        return { commitment, group };
      };
      expect(at(0)).toEqual({ ...of(0), batch: 1, state: 'voided' });
      expect(at(1)).toEqual({ ...of(1), batch: 1, state: 'fresh' });
      const { inner } = ticketOf(sample, 19);
      const { receipt } = castOf(sample.meeting, ticketOf(sample, 19));
      expect(at(19)).toEqual({ ...of(19), batch: 2, state: 'spent', inner, receipt });
      expect(batches).toEqual([
        { batch: 1, mintedAt: 1 },
        { batch: 2, mintedAt: 7 },
      ]);
    });

    it('[ARCHIVE-1] nothing is exported while voting is open or paused, nor of an unknown meeting', async () => {
      const { meeting } = await openMeeting(bench.store, 4);
      expect(await bench.store.exportMeeting(meeting.id)).toBe('running');
      await change(bench.store, meeting.id, { phase: 'paused' });
      expect(await bench.store.exportMeeting(meeting.id)).toBe('running');
      expect(await bench.store.exportMeeting(meetingId(77))).toBe('unknown');
      await close(bench.store, meeting.id);
      const before = await everythingOf(bench.store, meeting.id);
      await exported(bench.store, meeting.id);
      expect(await everythingOf(bench.store, meeting.id)).toEqual(before);
    });

    it('[ARCHIVE-1, PHASE-4] the meeting goes on there: a new round in an emptied box', async () => {
      const sample = await archivableMeeting(bench.store);
      const { id } = sample.meeting;
      const { store } = await bench.importer();
      await store.importMeeting(await exported(bench.store, id));
      await nextRound(store, id);
      const opened = await open(store, id);
      for (const [number, ticket] of sample.tickets.slice(1).entries())
        expect(await store.cast(castOf(opened, ticket, { number }))).toEqual({
          outcome: 'accepted',
        });
      const { counted, kept } = await store.recountBox(id);
      expect(counted).toEqual(kept);
      expect([...kept.returned]).toEqual([9, 10]);
    });

    it('[SECRET-2] an archive lists ballots and tickets in the order of their own bytes', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const { box, tickets } = await exported(bench.store, meeting.id);
      for (const { ballots } of box) {
        expect(ballots.length).toBeGreaterThan(2);
        const words = ballots.map((marks) => marks.map((mark) => mark.toString(36)).join(''));
        expect(words).toEqual(words.toSorted());
      }
      const commitments = tickets.map(({ commitment }) => commitment);
      expect(commitments).toEqual(commitments.toSorted());
    });

    it('[SECRET-2] what a screen was shown last is the whole, once imported', async () => {
      const sample = await openMeeting(bench.store, 10);
      const { id } = sample.meeting;
      const castSome = async (tickets: readonly PaperTicket[]) => {
        for (const ticket of tickets) await bench.store.cast(castOf(sample.meeting, ticket));
      };
      await castSome(sample.tickets.slice(0, 5));
      const { shown: none, tally: five } = await readState(bench.store, id);
      await bench.store.saveShown(id, 1, none, five);
      await castSome(sample.tickets.slice(5));
      await close(bench.store, id);
      const { store } = await bench.importer();
      await store.importMeeting(await exported(bench.store, id));
      const { shown, tally } = await readState(store, id);
      expect(shown).toEqual(tally);
    });
  });
}
