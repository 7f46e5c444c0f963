import { describe, expect, it } from 'vitest';
import {
  type ArchivedTicket,
  ArchiveUnfit,
  type MeetingArchive,
  type Store,
} from '../../../server/store/store.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { archivableMeeting, exported, SCREEN, SCREEN_HASH } from '../archivable-meeting.ts';
import type { Bench } from '../bench.ts';
import { everything, everythingOf } from '../everything.ts';
import { change, draftMeeting, entryOf } from '../sample-meeting.ts';

async function expectUnfit(
  store: Store,
  archive: MeetingArchive,
  reason: ArchiveUnfit['reason'],
): Promise<void> {
  const before = await everything(store);
  const thrown = await store.importMeeting(archive).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ArchiveUnfit);
  expect((thrown as ArchiveUnfit).reason).toBe(reason);
  expect(await everything(store)).toEqual(before);
}

export function archiveRefusals(bench: Bench): void {
  describe('archives that are not imported', () => {
    it('[ARCHIVE-1] a meeting that is there already is left as it is', async () => {
      const sample = await archivableMeeting(bench.store);
      const { id } = sample.meeting;
      const archive = await exported(bench.store, id);
      await change(bench.store, id, { revealed: 1 });
      const before = await everythingOf(bench.store, id);
      expect(await bench.store.importMeeting(archive)).toBe('exists');
      expect(await everythingOf(bench.store, id)).toEqual(before);
      const { store } = await bench.importer();
      const both = await Promise.all([store.importMeeting(archive), store.importMeeting(archive)]);
      expect(both.toSorted()).toEqual(['exists', 'imported']);
    });

    it('[ARCHIVE-1] a meeting with a ticket of another one is refused whole', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      const other = await draftMeeting(store, 2, { number: 8 });
      const [foreign] = archive.tickets as [ArchivedTicket];
      const { commitment, group } = foreign;
      const taken = [{ commitment, group }];
      await store.mintTickets(other.meeting.id, taken, entryOf('tickets_minted'));
      await expectUnfit(store, archive, 'belongs_elsewhere');
      expect((await store.findTicket(commitment))?.meeting).toBe(other.meeting.id);
      const next = archive.tickets[1] as ArchivedTicket;
      expect(await store.findTicket(next.commitment)).toBeNull();
      const free = [{ commitment: next.commitment, group: next.group }];
      await store.mintTickets(other.meeting.id, free, entryOf('tickets_minted'));
      expect((await store.findTicket(next.commitment))?.meeting).toBe(other.meeting.id);
    });

    it('[ARCHIVE-1] a meeting with a link of another one is refused whole', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      const other = await draftMeeting(store, 2, { number: 8 });
      await store.addScreenLink(other.meeting.id, SCREEN, SCREEN_HASH, entryOf('screen_link_made'));
      await expectUnfit(store, archive, 'belongs_elsewhere');
      expect(await store.findTicket(archive.tickets[0]?.commitment as never)).toBeNull();
    });

    it('[ARCHIVE-1, PHASE-6] a box that is not whole is refused', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      const { box, tally } = archive;
      const [one, other] = box as [(typeof box)[number], (typeof box)[number]];
      const [ballot = [], ...rest] = one.ballots;
      const boxes = {
        lost: { ballots: rest, empty: one.empty + 1 },
        doubled: { ballots: [ballot, ballot, ...rest.slice(1)], empty: one.empty },
        changed: { ballots: [[...ballot.slice(1), 0], ...rest], empty: one.empty },
        cut: { ballots: [ballot.slice(1), ...rest], empty: one.empty },
        long: { ballots: [[...ballot, 0], ...rest], empty: one.empty },
        impossible: { ballots: [ballot.map(() => 9), ...rest], empty: one.empty },
        roomless: { ballots: one.ballots, empty: one.empty - 1 },
      };
      for (const damaged of Object.values(boxes))
        await expectUnfit(store, { ...archive, box: [damaged, other] }, 'box_mismatch');
      await expectUnfit(store, { ...archive, box: [one] }, 'box_mismatch');
      const counts = tally.counts.with(0, (tally.counts[0] as number) + 1);
      await expectUnfit(store, { ...archive, tally: { ...tally, counts } }, 'box_mismatch');
      expect(await store.importMeeting(archive)).toBe('imported');
    });

    it('[ARCHIVE-1] an archive that contradicts itself is refused', async () => {
      const { meeting } = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, meeting.id);
      const { store } = await bench.importer();
      const { tickets, batches, links, voidedRounds } = archive;
      const { plan } = archive.meeting;
      const first = tickets[0] as ArchivedTicket;
      const contradictions: readonly Partial<MeetingArchive>[] = [
        { meeting: { ...archive.meeting, phase: 'open' } },
        { meeting: { ...archive.meeting, plan: { ...plan, rule: { ...plan.rule, items: [] } } } },
        { batches: batches.slice(0, 1) },
        { batches: batches.toReversed() },
        { tickets: [first, ...tickets] },
        { tickets: tickets.toReversed() },
        { tickets: [{ ...first, group: 2 }, ...tickets.slice(1)] },
        { tickets: [{ ...first, batch: 3 }, ...tickets.slice(1)] },
        { links: [...links, ...links] },
        { voidedRounds: [...voidedRounds, ...voidedRounds] },
        { meeting: { ...archive.meeting, voidedRounds: 0 } },
      ];
      for (const contradiction of contradictions)
        await expectUnfit(store, { ...archive, ...contradiction }, 'inconsistent');
    });

    it('[ARCHIVE-1, ARCHIVE-2] nor one that could not be gone on with, or be read again', async () => {
      const sample = await archivableMeeting(bench.store);
      const archive = await exported(bench.store, sample.meeting.id);
      const { store } = await bench.importer();
      const { meeting, log, links, batches, voidedRounds } = archive;
      const [entry] = log as [LogEntry];
      const noDate = 8.64e15 + 1;
      const beyond = Number.MAX_SAFE_INTEGER;
      const dead: readonly Partial<MeetingArchive>[] = [
        // Would end the vote in the moment in which it is opened.
        { meeting: { ...meeting, closingAt: 1 } },
        { meeting: { ...meeting, revealed: meeting.plan.presenters.length + 1 } },
        // One more, and the record could not be read again.
        { meeting: { ...meeting, version: beyond } },
        { meeting: { ...meeting, round: beyond } },
        { meeting: { ...meeting, voidedRounds: beyond } },
        { meeting: { ...meeting, seenRevision: beyond } },
        { meeting: { ...meeting, revisionLead: beyond } },
        { meeting: { ...meeting, createdAt: noDate } },
        { log: [{ ...entry, at: noDate }, ...log.slice(1)] },
        { log: [{ ...entry, at: -noDate }, ...log.slice(1)] },
        { links: links.map((link) => ({ ...link, createdAt: noDate })) },
        { links: links.map((link) => ({ ...link, revokedAt: noDate })) },
        { batches: batches.map((batch) => ({ ...batch, mintedAt: noDate })) },
        { voidedRounds: voidedRounds.map((round) => ({ ...round, voidedAt: noDate })) },
      ];
      for (const change of dead)
        await expectUnfit(store, { ...archive, ...change }, 'inconsistent');
    });
  });
}
