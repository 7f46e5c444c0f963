import { expect, test } from 'vitest';
import type { MeetingState } from '../../../../server/store/store.ts';
import { stepDisplay } from '../../../../server/voting/live-display.ts';
import type { VotingParts } from '../../../../server/voting/parts.ts';
import { castOf, openMeeting, readState, samplePlan } from '../../../contract/sample-meeting.ts';
import { withParts } from '../../../voting-parts.ts';

/** One group's ballots alone, so that they wait for each other. */
async function batchedMeeting(
  { store }: VotingParts,
  number: number,
  ballots: number,
): Promise<MeetingState> {
  const plan = samplePlan(1, { display: 'batched' });
  const { meeting, tickets } = await openMeeting(store, 40, { number, plan });
  const ofOneGroup = tickets.filter(({ group }) => group === 1).slice(0, ballots);
  for (const ticket of ofOneGroup) await store.cast(castOf(meeting, ticket, { number }));
  return readState(store, meeting.id);
}

test('[SECRET-3, PHASE-7] a batch that waited is not shown once older data were accepted without it', () =>
  withParts(async (parts) => {
    const gone = await batchedMeeting(parts, 1, 9);
    const waiting = await stepDisplay(parts.store, gone, null);
    expect(waiting.waiting.returned[1]).toBe(9);
    const kept = await batchedMeeting(parts, 2, 15);
    const accepted = { ...kept, meeting: { ...kept.meeting, revisionLead: 1_000_009 } };
    const step = await stepDisplay(parts.store, accepted, waiting);
    expect(step.shown.returned[1]).toBe(0);
    expect(await readState(parts.store, kept.meeting.id)).toEqual(kept);
  }));
