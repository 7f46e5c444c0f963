import { expect, test } from 'vitest';
import type { Live } from '../../../../server/voting/live.ts';
import type { VotingParts } from '../../../../server/voting/parts.ts';
import { voidTickets } from '../../../../server/voting/tickets.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { alteredStore } from '../../../altered-store.ts';
import { returnedOf, shownOf, type Until, vote, withLive } from '../../../live-under-test.ts';
import { must, openMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

/** The same parts, and how often the meetings are read through them. */
function counted(parts: VotingParts): { parts: VotingParts; looksAt: (id: MeetingId) => number } {
  const looks: MeetingId[] = [];
  const store = alteredStore(parts.store, {
    readMeeting: (id) => {
      looks.push(id);
      return parts.store.readMeeting(id);
    },
  });
  const looksAt = (id: MeetingId) => looks.filter((looked) => looked === id).length;
  return { parts: { ...parts, store }, looksAt };
}

test('a meeting that nobody watches is not looked at while people vote; who comes in is told all', () =>
  withParts(async (parts) => {
    const [quiet, busy] = [await openMeeting(parts, [1, 20]), await openMeeting(parts, [1, 20])];
    const tickets = quiet.tickets[1] ?? [];
    const others = busy.tickets[1] ?? [];
    const watching = counted(parts);
    await withLive(watching.parts, async (live, until) => {
      const left: MeetingId[] = [];
      live.listen({ left: (id) => left.push(id) });
      live.watch(busy.id, 'figures');
      await vote(parts, quiet, tickets.slice(0, 6));
      await vote(parts, busy, others.slice(0, 1));
      await until((moment) => moment.state.meeting.id === busy.id && returnedOf(moment) === 1);
      expect(watching.looksAt(quiet.id)).toBe(0);

      const leave = live.watch(quiet.id, 'figures');
      await live.greet(quiet.id, (moment) => {
        expect(moment && returnedOf(moment)).toBe(6);
      });
      await vote(parts, quiet, tickets.slice(6, 7));
      await until(({ state }) => state.meeting.id === quiet.id && state.tally.returned[1] === 7);
      expect(left).toEqual([]);
      leave();
      leave();
      await expect.poll(() => left).toEqual([quiet.id]);
      expect(live.latest(quiet.id)).toBeNull();

      const looks = watching.looksAt(quiet.id);
      await vote(parts, quiet, tickets.slice(7));
      await vote(parts, busy, others.slice(1, 2));
      await until((moment) => moment.state.meeting.id === busy.id && returnedOf(moment) === 2);
      expect(watching.looksAt(quiet.id)).toBe(looks);
    });
  }));

test('phones alone have no ballots looked at, and are told of phases and voided tickets all the same', () =>
  withParts(async (parts) => {
    const [meeting, busy] = [await openMeeting(parts, [1, 9]), await openMeeting(parts, [1, 9])];
    const [tickets, others] = [meeting.tickets[1] ?? [], busy.tickets[1] ?? []];
    const watching = counted(parts);
    await withLive(watching.parts, async (live, until) => {
      live.watch(meeting.id, 'news');
      live.watch(busy.id, 'figures');
      await live.greet(meeting.id, () => undefined);
      const looks = watching.looksAt(meeting.id);
      await vote(parts, meeting, tickets.slice(0, 4));
      await vote(parts, busy, others.slice(0, 1));
      await until((moment) => moment.state.meeting.id === busy.id && returnedOf(moment) === 1);
      expect(watching.looksAt(meeting.id)).toBe(looks);

      must(await voidTickets(parts, meeting.id, { batch: 1 }));
      await until(({ state }) => state.meeting.id === meeting.id && state.tickets[1]?.voided === 5);
      await meeting.command({ command: 'pause' });
      await until(({ state }) => state.meeting.phase === 'paused');

      live.watch(meeting.id, 'figures');
      await live.greet(meeting.id, (moment) => {
        expect(moment && returnedOf(moment)).toBe(4);
      });
    });
  }));

test('a screen that joins phones is greeted with all ballots, and told those that follow', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 9]);
    const tickets = meeting.tickets[1] ?? [];
    await withLive(parts, async (live, until) => {
      live.watch(meeting.id, 'news');
      await live.greet(meeting.id, () => undefined);
      await vote(parts, meeting, tickets.slice(0, 4));
      const leave = live.watch(meeting.id, 'figures');
      const seen: unknown[] = [];
      await live.greet(meeting.id, (moment) => seen.push(moment && returnedOf(moment)));
      leave();
      await vote(parts, meeting, tickets.slice(4, 8));
      live.watch(meeting.id, 'figures');
      await live.greet(meeting.id, (moment) => seen.push(moment && returnedOf(moment)));
      expect(seen).toEqual([4, 8]);
      await vote(parts, meeting, tickets.slice(8));
      await until((moment) => returnedOf(moment) === 9);
    });
  }));

test('a meeting is looked at for as long as one of its pages is there', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 3]);
    const tickets = meeting.tickets[1] ?? [];
    await withLive(parts, async (live, until) => {
      const leave = live.watch(meeting.id, 'figures');
      live.watch(meeting.id, 'figures');
      leave();
      leave();
      await vote(parts, meeting, tickets.slice(0, 1));
      await until((moment) => returnedOf(moment) === 1);
    });
  }));

test('[PHASE-1, PHASE-8] an announced closing is seen though nobody watches, and counts down the same to who comes in after the clock was set', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 3]);
    let ahead = 0;
    const now = () => Date.now() + ahead;
    await withLive({ ...parts, now }, async (live, until) => {
      await meeting.command({ command: 'close', countdownSeconds: 60, confirmed: true });
      const { closingDueAt } = await until((moment) => moment.closingDueAt !== null);
      ahead = 30_000;
      live.watch(meeting.id, 'figures');
      await live.greet(meeting.id, (moment) => {
        expect(moment?.closingDueAt).toBe(closingDueAt);
      });
      expect.assertions(1);
    });
  }));

test('[PHASE-2] whoever was greeted with a change of phase is told when it is taken back at once', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 3]);
    await withLive(parts, async (live, until, told) => {
      live.watch(meeting.id, 'figures');
      await live.greet(meeting.id, () => undefined);
      await vote(parts, meeting, (meeting.tickets[1] ?? []).slice(0, 1));
      await until((moment) => returnedOf(moment) === 1);
      await meeting.command({ command: 'pause' });
      await live.greet(meeting.id, (moment) => {
        expect(moment?.state.meeting.phase).toBe('paused');
      });
      const { version } = (await meeting.command({ command: 'resume' })).meeting;
      await until(({ state }) => state.meeting.version === version);
      const phases = told.map(({ state }) => state.meeting.phase);
      expect(phases).toContain('paused');
      expect(phases.at(-1)).toBe('open');
    });
  }));

test('[TICKET-5] phones are told of voided tickets though somebody comes in with a later ballot meanwhile', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [1, 3]);
    const held = Promise.withResolvers<void>();
    const reads: Promise<unknown>[] = [];
    const store = alteredStore(parts.store, {
      readMeeting: async (id) => {
        const reading = parts.store.readMeeting(id);
        // The second is the look at the voided ticket.
        if (reads.push(reading) === 2) await held.promise;
        return reading;
      },
    });
    await withLive({ ...parts, store }, async (live, until) => {
      live.watch(meeting.id, 'news');
      await live.greet(meeting.id, () => undefined);
      must(await voidTickets(parts, meeting.id, { codes: [meeting.tickets[1]?.[0] ?? ''] }));
      await expect.poll(() => reads.length).toBe(2);
      await vote(parts, meeting, (meeting.tickets[1] ?? []).slice(1, 2));
      await live.greet(meeting.id, () => undefined);
      held.resolve();
      await until(({ state }) => state.tickets[1]?.voided === 1);
    });
  }));

test(
  '[SECRET-3] no two frames differ by fewer than five ballots, though watchers come and go at two processes',
  () =>
    withParts(async (parts) => {
      const meeting = await openMeeting(parts, [1, 40], { display: 'batched' });
      const tickets = meeting.tickets[1] ?? [];
      await withLive(parts, (one, untilAtOne, toldAtOne) =>
        withLive(parts, async (other, untilAtOther, toldAtOther) => {
          const frames: number[] = [];
          const come = async (live: Live) => {
            const leave = live.watch(meeting.id, 'figures');
            await live.greet(meeting.id, (moment) => frames.push(moment ? shownOf(moment) : -1));
            return leave;
          };
          const votePairs = async (from: number, to: number, seen: Until) => {
            for (let next = from; next < to; next += 2) {
              await vote(parts, meeting, tickets.slice(next, next + 2));
              await seen((moment) => returnedOf(moment) >= next + 2);
            }
          };
          const leaveOther = await come(other);
          await votePairs(0, 6, untilAtOther);
          const leaveOne = await come(one);
          leaveOther();
          await votePairs(6, 18, untilAtOne);
          leaveOne();
          await vote(parts, meeting, tickets.slice(18, 22));
          await come(other);
          await votePairs(22, 26, untilAtOther);
          await come(one);
          await votePairs(26, 40, untilAtOne);
          frames.push(...toldAtOne.map(shownOf), ...toldAtOther.map(shownOf));
          const shown = [...new Set(frames)].sort((less, more) => less - more);
          const steps = shown.slice(1).map((more, index) => more - (shown[index] ?? 0));
          expect(steps.length).toBeGreaterThan(1);
          expect(steps.filter((step) => step < 5)).toEqual([]);
          expect(40 - (shown.at(-1) ?? 0)).toBeGreaterThanOrEqual(5);
        }),
      );
    }),
  30_000,
);
