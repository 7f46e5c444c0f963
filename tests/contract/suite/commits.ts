import { describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import type { Bench } from '../bench.ts';
import { castOf, openMeeting, type PaperTicket, readState } from '../sample-meeting.ts';

type Commit = Parameters<Parameters<Store['onCommit']>[0]>[0];

function castsIn(commits: readonly Commit[]): number {
  return commits.reduce((sum, { casts }) => sum + casts, 0);
}

export function commitPromises(bench: Bench): void {
  describe('commits of casts', () => {
    it('[SECRET-4] are told with how many casts they answered and how long they took, and no more', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 40);
      const commits: Commit[] = [];
      bench.store.onCommit((commit) => commits.push(commit));
      const [first] = tickets as [PaperTicket];
      const casts = tickets.map((ticket) => castOf(meeting, ticket));
      const repeated = castOf(meeting, first);
      const refused = castOf(meeting, first, { key: 9 });
      await Promise.all([...casts, repeated, refused].map((cast) => bench.store.cast(cast)));
      await vi.waitFor(() => expect(castsIn(commits)).toBeGreaterThanOrEqual(tickets.length));
      expect(castsIn(commits)).toBeLessThanOrEqual(tickets.length + 2);
      for (const commit of commits) {
        expect(Object.keys(commit).toSorted()).toEqual(['casts', 'seconds']);
        expect(commit.casts).toBeGreaterThan(0);
        expect(commit.seconds).toBeGreaterThan(0);
        expect(commit.seconds).toBeLessThan(60);
      }
    });

    it('[CAST-2] are told once they are durable', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 2);
      const told = new Promise<number>((resolve, reject) => {
        bench.store.onCommit(() => {
          readState(bench.store, meeting.id)
            .then(({ tally }) => resolve(tally.returned[0] ?? 0))
            .catch(reject);
        });
      });
      await bench.store.cast(castOf(meeting, tickets[0] as PaperTicket));
      expect(await told).toBe(1);
    });

    it('are told to nobody who stopped listening', async () => {
      const { meeting, tickets } = await openMeeting(bench.store, 3);
      const [heard, unheard]: [Commit[], Commit[]] = [[], []];
      bench.store.onCommit((commit) => heard.push(commit));
      const stop = bench.store.onCommit((commit) => unheard.push(commit));
      await bench.store.cast(castOf(meeting, tickets[0] as PaperTicket));
      await vi.waitFor(() => expect([castsIn(heard), castsIn(unheard)]).toEqual([1, 1]));
      stop();
      await bench.store.cast(castOf(meeting, tickets[1] as PaperTicket));
      await vi.waitFor(() => expect(castsIn(heard)).toBe(2));
      expect(castsIn(unheard)).toBe(1);
    });
  });
}
