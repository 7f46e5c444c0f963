import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { CastOutcome, Store } from '../../server/store/store.ts';
import { meetingShape } from '../../shared/meeting.ts';
import { addBallot, emptyTally } from '../../shared/tally.ts';
import {
  castOf,
  close,
  draftMeeting,
  marksOf,
  nextRound,
  open,
  readState,
  type SampleMeeting,
} from '../contract/sample-meeting.ts';
import type { Random } from '../load/seeded-random.ts';
import { beginFault, between, wholeNumber } from './fault-run.ts';
import { testFolder } from './store-folder.ts';
import { STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

const CASTERS = 6;
/** Casts begin within so many turns of the event loop, and so does the closing. */
const MOST_TURNS = 8;
const USUAL_RACES = 10_000;
const TIME_LIMIT_MS = 60_000 + wholeNumber('RACES', USUAL_RACES) * 100;

type Outcome = CastOutcome['outcome'];

interface RaceResult {
  readonly outcomes: readonly Outcome[];
  /** Of a ballot that set out when the closing was acknowledged. */
  readonly late: Outcome;
}

async function race(store: Store, sample: SampleMeeting, random: Random): Promise<RaceResult> {
  const { id } = sample.meeting;
  const meeting = await open(store, id);
  const [last, ...tickets] = sample.tickets;
  const casts = tickets.map(async (ticket, number) => {
    for (let turn = between(random, 0, MOST_TURNS); turn > 0; turn--) await nextTurn();
    return (await store.cast(castOf(meeting, ticket, { number }))).outcome;
  });
  for (let turn = between(random, 0, MOST_TURNS); turn > 0; turn--) await nextTurn();
  await close(store, id);
  if (last === undefined) throw new Error('there is no ticket');
  const { outcome: late } = await store.cast(castOf(meeting, last));
  return { outcomes: await Promise.all(casts), late };
}

/** The box is what was acknowledged, ballot by ballot, and nothing else. */
async function expectAcknowledgedAlone(
  store: Store,
  { meeting, tickets }: SampleMeeting,
  { outcomes, late }: RaceResult,
): Promise<void> {
  expect(late).toBe('voting_closed');
  const expected = emptyTally(meetingShape(meeting.plan));
  for (const [number, outcome] of outcomes.entries()) {
    expect(['accepted', 'voting_closed']).toContain(outcome);
    if (outcome === 'accepted')
      addBallot(expected, tickets[number + 1]?.group ?? 0, marksOf(meeting, number));
  }
  expect(await store.recountBox(meeting.id)).toEqual({ counted: expected, kept: expected });
  const state = await readState(store, meeting.id);
  const spent = state.tickets.reduce((sum, counts) => sum + counts.spent, 0);
  expect(spent).toBe(outcomes.filter((outcome) => outcome === 'accepted').length);
}

test.each(STORES_UNDER_FAULT)(
  '[CAST-1, CAST-4] closing raced against casts on $name: every acknowledged ballot is in the box, none comes after',
  async ({ name, prepare, share }) => {
    const races = wholeNumber('RACES', USUAL_RACES * share);
    const { random, report } = beginFault(`closing against casts on ${name}`);
    const prepared = await prepare(testFolder());
    await withPrepared(prepared, async ({ store }) => {
      const sample = await draftMeeting(store, CASTERS + 1);
      let accepted = 0;
      let split = 0;
      for (let number = 0; number < races; number++) {
        const result = await race(store, sample, random);
        await expectAcknowledgedAlone(store, sample, result);
        const now = result.outcomes.filter((outcome) => outcome === 'accepted').length;
        accepted += now;
        if (now > 0 && now < CASTERS) split += 1;
        await nextRound(store, sample.meeting.id);
      }
      // Or the closing always won, or never did, and nothing was raced.
      expect(split).toBeGreaterThan(races / 100);
      report(
        `${races} races of ${CASTERS} casts, ${split} cut through by the closing; ` +
          `${accepted} acknowledged and in the box, none lost, none after`,
      );
    });
  },
  TIME_LIMIT_MS,
);
