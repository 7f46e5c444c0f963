import { expect } from 'vitest';
import { Live } from '../server/voting/live.ts';
import type { LiveMoment } from '../server/voting/live-moment.ts';
import type { VotingParts } from '../server/voting/parts.ts';
import { createStorageHealth } from '../server/voting/storage-health.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../server/voting/ticket-hashes.ts';
import type { TicketSecret } from '../shared/identifiers.ts';
import type { MeetingUnderTest } from './meeting-under-test.ts';
import { newKey } from './phone.ts';

/** Resolves with the first moment that matches, of those told already or to come. */
export type Until = (matches: (moment: LiveMoment) => boolean) => Promise<LiveMoment>;

/** What watches the meetings, with nothing of a server; `told` grows with each moment. */
export async function withLive(
  parts: VotingParts,
  use: (live: Live, until: Until, told: readonly LiveMoment[]) => Promise<void>,
): Promise<void> {
  const report = (error: unknown) => {
    throw error;
  };
  const health = createStorageHealth(parts, report);
  const live = new Live({ ...parts, health, report });
  const told: LiveMoment[] = [];
  live.listen({ moment: (moment) => told.push(moment) });
  const until: Until = (matches) =>
    new Promise((resolve) => {
      const found = told.find(matches);
      if (found !== undefined) return resolve(found);
      const stop = live.listen({
        moment: (moment) => {
          if (!matches(moment)) return;
          stop();
          resolve(moment);
        },
      });
    });
  try {
    await use(live, until, told);
  } finally {
    health.stop();
    await live.stop();
  }
}

/** One ballot for each of the tickets, all accepted. */
export async function vote(
  { store }: VotingParts,
  meeting: MeetingUnderTest,
  secrets: readonly TicketSecret[],
): Promise<void> {
  await Promise.all(
    secrets.map(async (secret) => {
      const inner = innerHashOf(secret);
      const commitment = commitmentOf(inner);
      const receipt = receiptOf(commitment, newKey());
      const { id, marks } = meeting;
      const cast = { meeting: id, round: 1, commitment, inner, receipt, marks: marks(0) };
      expect(await store.cast(cast)).toEqual({ outcome: 'accepted' });
    }),
  );
}

/** Of the second group, as in `shownOf`. */
export function returnedOf({ state }: LiveMoment): number {
  return state.tally.returned[1] ?? 0;
}

export function shownOf({ shown }: LiveMoment): number {
  return shown.returned[1] ?? 0;
}
