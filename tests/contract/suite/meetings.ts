import { describe, expect, it, vi } from 'vitest';
import type { Changed } from '../../../server/store/store.ts';
import { meetingShape, newMeeting } from '../../../shared/meeting.ts';
import { emptyTally } from '../../../shared/tally.ts';
import type { Bench } from '../bench.ts';
import {
  castOf,
  change,
  draftMeeting,
  entryOf,
  meetingId,
  newTickets,
  openMeeting,
  paperTickets,
  readState,
  samplePlan,
} from '../sample-meeting.ts';

export function meetingPromises(bench: Bench): void {
  describe('meetings', () => {
    it('a new meeting is read back whole, with nothing in it', async () => {
      const meeting = newMeeting(meetingId(1), samplePlan(), 5);
      await bench.store.createMeeting(meeting, entryOf('meeting_created'));
      const empty = emptyTally(meetingShape(meeting.plan));
      const none = { minted: 0, fresh: 0, spent: 0, voided: 0 };
      expect(await bench.store.readMeeting(meeting.id)).toEqual({
        meeting,
        revision: expect.any(Number),
        tickets: [none, none],
        batches: [],
        tally: empty,
        shown: empty,
      });
      expect(await bench.store.readLog(meeting.id, 10)).toEqual([entryOf('meeting_created')]);
    });

    it('an unknown meeting is null, and an id is given once', async () => {
      expect(await bench.store.readMeeting(meetingId(1))).toBeNull();
      const { meeting } = await draftMeeting(bench.store, 2);
      const again = newMeeting(meeting.id, samplePlan(5), 9);
      await expect(bench.store.createMeeting(again, entryOf('meeting_created'))).rejects.toThrow();
      expect((await readState(bench.store, meeting.id)).meeting).toEqual(meeting);
    });

    it('meetings are listed newest first', async () => {
      const made = [
        newMeeting(meetingId(1), samplePlan(), 20),
        newMeeting(meetingId(2), samplePlan(), 30),
        newMeeting(meetingId(3), samplePlan(), 10),
      ];
      for (const meeting of made) await bench.store.createMeeting(meeting, entryOf('opened'));
      const listed = await bench.store.listMeetings();
      expect(listed.map(({ createdAt }) => createdAt)).toEqual([30, 20, 10]);
      expect(listed).toContainEqual(made[0]);
    });

    it('of two changes made from one record the second is a conflict and changes nothing', async () => {
      const { meeting } = await draftMeeting(bench.store, 2);
      const first = { ...meeting, version: 2, revealed: 1 };
      const second = { ...meeting, version: 2, revealed: 2 };
      const entry = entryOf('revealed');
      const save = (next: typeof first) =>
        bench.store.changeMeeting({ before: meeting, next, entry, box: 'keep' });
      const logged = (await bench.store.readLog(meeting.id, 10)).length;
      expect(await Promise.all([save(first), save(second)])).toEqual(['changed', 'conflict']);
      expect(await save(first)).toBe('conflict');
      expect((await readState(bench.store, meeting.id)).meeting).toEqual(first);
      expect((await bench.store.readLog(meeting.id, 10)).length).toBe(logged + 1);
    });

    it('a change of an unknown meeting is a conflict', async () => {
      const before = newMeeting(meetingId(9), samplePlan(), 1);
      const next = { ...before, version: 2 };
      const made = { before, next, entry: entryOf('opened'), box: 'keep' } as const;
      expect(await bench.store.changeMeeting(made)).toBe('conflict');
      expect(await bench.store.readMeeting(next.id)).toBeNull();
    });

    it("a draft's tally follows the plan's shape, its tickets stay [RULE-3]", async () => {
      const { meeting } = await draftMeeting(bench.store, 4);
      const plan = samplePlan(5);
      await change(bench.store, meeting.id, { plan });
      const state = await readState(bench.store, meeting.id);
      expect(state.tally).toEqual(emptyTally(meetingShape(plan)));
      expect(state.shown).toEqual(emptyTally(meetingShape(plan)));
      expect(state.tickets.map(({ fresh }) => fresh)).toEqual([2, 2]);
    });

    it('the revision grows with every change and every cast, and listeners are told', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 2);
      const told: string[] = [];
      const kinds: Changed[] = [];
      const stop = bench.store.onChange((id, changed) => {
        told.push(id);
        kinds.push(changed);
      });
      const revisions = [(await readState(bench.store, meeting.id)).revision];
      const note = async () => revisions.push((await readState(bench.store, meeting.id)).revision);
      for (const ticket of tickets) {
        await bench.store.cast(castOf(meeting, ticket));
        await note();
      }
      await bench.store.appendLog(meeting.id, entryOf('storage_failed'));
      await note();
      await change(bench.store, meeting.id, { phase: 'paused' });
      await note();
      expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
      await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(4), 5_000);
      expect(new Set(told)).toEqual(new Set([meeting.id]));
      // Messages of the opening may arrive as late as these.
      const figures = () => kinds.filter((kind) => kind === 'figures').length;
      await vi.waitFor(() => expect(figures()).toBeGreaterThanOrEqual(tickets.length + 1), 5_000);
      await vi.waitFor(() => expect(kinds).toContain('news'), 5_000);
      stop();
      const before = told.length;
      await bench.store.appendLog(meeting.id, entryOf('storage_recovered'));
      expect(told.length).toBe(before);
    });

    it('the log gives the newest entries, oldest of them first [PHASE-2]', async () => {
      const { meeting } = await draftMeeting(bench.store, 2);
      for (let at = 10; at < 20; at++)
        await bench.store.appendLog(meeting.id, {
          ...entryOf('revealed', at),
          figures: { returned: at, reason: '测试' },
        });
      const newest = await bench.store.readLog(meeting.id, 3);
      expect(newest.map(({ at }) => at)).toEqual([17, 18, 19]);
      expect(newest[2]?.figures).toEqual({ returned: 19, reason: '测试' });
    });

    it('deleting takes everything of one meeting, nothing of another, and may be repeated', async () => {
      const one = await openMeeting(bench.store, 4, { number: 1 });
      const other = await openMeeting(bench.store, 4, { number: 2 });
      for (const { meeting, tickets } of [one, other])
        for (const ticket of tickets.slice(0, 2)) await bench.store.cast(castOf(meeting, ticket));
      await bench.store.addScreenLink(
        one.meeting.id,
        { id: 'link', kind: 'screen', createdAt: 1, revokedAt: null },
        'a'.repeat(64),
        entryOf('screen_link_made'),
      );
      const kept = await readState(bench.store, other.meeting.id);
      const gone = await readState(bench.store, one.meeting.id);
      const deleting = () => bench.store.deleteMeeting(gone);
      expect(await deleting()).toBe('deleted');
      expect(await deleting()).toBe('deleted');
      expect(await bench.store.readMeeting(one.meeting.id)).toBeNull();
      expect(await bench.store.findTicket(one.tickets[0]?.commitment as never)).toBeNull();
      expect(await bench.store.findScreenLink('a'.repeat(64))).toBeNull();
      expect(await bench.store.readLog(one.meeting.id, 9)).toEqual([]);
      expect(await bench.store.readVoidedRounds(one.meeting.id)).toEqual([]);
      expect(await readState(bench.store, other.meeting.id)).toEqual(kept);
      const recount = await bench.store.recountBox(other.meeting.id);
      expect(recount.counted).toEqual(kept.tally);
    });

    it('what has changed meanwhile is neither deleted nor changed, where that is asked for', async () => {
      const { meeting } = await draftMeeting(bench.store, 2);
      const earlier = await readState(bench.store, meeting.id);
      const { revision } = earlier;
      const late = newTickets(paperTickets('late', 2));
      await bench.store.mintTickets(meeting.id, late, entryOf('tickets_minted'));
      const before = await readState(bench.store, meeting.id);
      expect(await bench.store.deleteMeeting(earlier)).toBe('conflict');
      const next = { ...meeting, version: meeting.version + 1 };
      const entry = entryOf('plan_changed');
      const changing = { before: meeting, next, entry, box: 'keep' } as const;
      expect(await bench.store.changeMeeting({ ...changing, revision })).toBe('conflict');
      expect(await readState(bench.store, meeting.id)).toEqual(before);
      const now = { ...changing, revision: before.revision };
      expect(await bench.store.changeMeeting(now)).toBe('changed');
    });

    it('the store can be probed, and nothing works once it is closed', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 2);
      await bench.store.probe();
      const [ticket] = tickets;
      const last = bench.store.cast(castOf(meeting, ticket as never));
      await bench.store.close();
      expect(await last).toEqual({ outcome: 'accepted' });
      await expect(bench.store.probe()).rejects.toThrow();
      await expect(bench.store.readMeeting(meeting.id)).rejects.toThrow();
      await expect(bench.store.cast(castOf(meeting, ticket as never))).rejects.toThrow();
      const store = await bench.reopen();
      expect((await readState(store, meeting.id)).tickets[0]?.spent).toBe(1);
    });
  });
}
