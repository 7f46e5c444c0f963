import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store, TicketState } from '../../../server/store/store.ts';
import { packBallot } from '../../../shared/ballot.ts';
import { type Meeting, meetingShape, type TicketCounts } from '../../../shared/meeting.ts';
import { recount } from '../../../shared/tally.ts';
import type { FreshStore } from '../bench.ts';
import {
  castOf,
  change,
  draftMeeting,
  entryOf,
  marksOf,
  newTickets,
  nextRound,
  open,
  type PaperTicket,
  paperTickets,
  readState,
} from '../sample-meeting.ts';

/** One ticket as the model has it: fresh, void, or spent with a key and the number of its marks. */
type ModelTicket =
  | { readonly state: 'fresh' | 'voided' }
  | { readonly state: 'spent'; readonly key: number; readonly number: number };

interface Model {
  meeting: Meeting;
  readonly papers: PaperTicket[];
  readonly tickets: ModelTicket[];
}

type Step =
  | {
      readonly step: 'cast';
      readonly ticket: number;
      readonly key: number;
      readonly number: number;
    }
  | { readonly step: 'void'; readonly ticket: number }
  | { readonly step: 'mint'; readonly many: number }
  | { readonly step: 'open' | 'pause' | 'close' | 'empty' | 'scrub' | 'restart' };

const TICKETS = 6;

const castStep = fc.record({
  step: fc.constant('cast' as const),
  ticket: fc.nat(TICKETS + 3),
  key: fc.nat(1),
  number: fc.nat(40),
});

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: castStep },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('void'), ticket: fc.nat(TICKETS) }) },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('mint'), many: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('open') }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constantFrom('pause', 'close', 'empty', 'scrub', 'restart') }),
  },
) as fc.Arbitrary<Step>;

function expectedCast(model: Model, ticket: number, key: number): string {
  const held = model.tickets[ticket];
  if (held === undefined) return 'ticket_unknown';
  if (held.state === 'voided') return 'ticket_voided';
  if (held.state === 'spent') return held.key === key ? 'accepted' : 'ticket_used';
  const byPhase = {
    draft: 'voting_not_open',
    open: 'accepted',
    paused: 'voting_paused',
    closed: 'voting_closed',
  } as const;
  return byPhase[model.meeting.phase];
}

/** What a step does to the store, checked as it goes, and to the model. */
async function takeStep(store: Store, model: Model, step: Step): Promise<void> {
  switch (step.step) {
    case 'cast':
      return takeCast(store, model, step);
    case 'void':
      return takeVoid(store, model, step.ticket);
    case 'mint':
      return takeMint(store, model, step.many);
    case 'empty':
      return takeEmpty(store, model);
    case 'scrub':
      return store.scrub(model.meeting.id);
    case 'open':
    case 'pause':
    case 'close':
      return takePhase(store, model, step.step);
    case 'restart':
      // Done by the runner, which owns the store.
      return;
  }
}

type CastStep = Extract<Step, { readonly step: 'cast' }>;

async function takeCast(store: Store, model: Model, step: CastStep): Promise<void> {
  const { ticket, key, number } = step;
  const paper = model.papers[ticket] ?? paperTickets('nowhere', 1)[0];
  const expected = expectedCast(model, ticket, key);
  const spends = model.tickets[ticket]?.state === 'fresh' && expected === 'accepted';
  const cast = castOf(model.meeting, paper as PaperTicket, { key, number });
  expect((await store.cast(cast)).outcome).toBe(expected);
  if (spends) model.tickets[ticket] = { state: 'spent', key, number };
}

async function takeVoid(store: Store, model: Model, ticket: number): Promise<void> {
  const held = model.tickets[ticket] as ModelTicket;
  const { commitment } = model.papers[ticket] as PaperTicket;
  const which = { commitments: [commitment] };
  const before = await store.voidTickets(model.meeting.id, which, entryOf('tickets_voided'));
  expect(before).toEqual([held.state]);
  if (held.state === 'fresh') model.tickets[ticket] = { state: 'voided' };
}

async function takeMint(store: Store, model: Model, many: number): Promise<void> {
  const { id, phase } = model.meeting;
  const papers = paperTickets(`after ${model.papers.length}`, many);
  const minted = await store.mintTickets(id, newTickets(papers), entryOf('tickets_minted'));
  expect(minted.outcome).toBe(phase === 'closed' ? 'closed' : 'minted');
  if (minted.outcome === 'closed') return;
  model.papers.push(...papers);
  model.tickets.push(...papers.map(() => ({ state: 'fresh' as const })));
}

async function takeEmpty(store: Store, model: Model): Promise<void> {
  model.meeting = await nextRound(store, model.meeting.id);
  for (const [index, held] of model.tickets.entries())
    if (held.state === 'spent') model.tickets[index] = { state: 'fresh' };
}

/** Takes those that the meeting's phase allows. */
async function takePhase(
  store: Store,
  model: Model,
  step: 'open' | 'pause' | 'close',
): Promise<void> {
  const { id, phase } = model.meeting;
  if (step === 'open' && phase === 'draft') model.meeting = await open(store, id);
  if (step === 'open' && phase === 'paused')
    model.meeting = await change(store, id, { phase: 'open' });
  if (step === 'pause' && phase === 'open')
    model.meeting = await change(store, id, { phase: 'paused' });
  if (step === 'close' && phase === 'open')
    model.meeting = await change(store, id, { phase: 'closed' });
}

async function expectSame(store: Store, model: Model): Promise<void> {
  const { meeting } = model;
  const ballots = model.tickets.flatMap((held, index) =>
    held.state === 'spent'
      ? [
          {
            group: model.papers[index]?.group as number,
            bytes: packBallot(marksOf(meeting, held.number)),
          },
        ]
      : [],
  );
  const expected = recount(ballots, meetingShape(meeting.plan));
  const state = await readState(store, meeting.id);
  expect(state.tally).toEqual(expected);
  expect(await store.recountBox(meeting.id)).toEqual({ counted: expected, kept: expected });
  expect(state.meeting).toEqual(meeting);
  expect(state.tickets).toEqual([countTickets(model, 0), countTickets(model, 1)]);
}

function countTickets(model: Model, group: number): TicketCounts {
  const held = model.tickets.filter((_, index) => model.papers[index]?.group === group);
  const many = (wanted: TicketState) => held.filter(({ state }) => state === wanted).length;
  return {
    minted: held.length,
    fresh: many('fresh'),
    spent: many('spent'),
    voided: many('voided'),
  };
}

async function runSteps(fresh: FreshStore, steps: readonly Step[]): Promise<void> {
  const { meeting, tickets } = await draftMeeting(fresh.store, TICKETS + 1);
  const model: Model = {
    meeting,
    papers: [...tickets],
    tickets: tickets.map(() => ({ state: 'fresh' })),
  };
  for (const step of steps) {
    if (step.step === 'restart') await fresh.reopen();
    else await takeStep(fresh.store, model, step);
  }
  await expectSame(fresh.store, model);
  await fresh.reopen();
  await expectSame(fresh.store, model);
}

/** `courses` is how many are tried: each opens a store, which takes longer for some than for others. */
export function modelPromises(openFresh: () => Promise<FreshStore>, courses: number): void {
  describe('any course of events', () => {
    it('ends as a model of a few lines says [CAST-1, CAST-3, CAST-4, TICKET-5, PHASE-3]', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 40 }), async (steps) => {
          const fresh = await openFresh();
          try {
            await runSteps(fresh, steps);
          } finally {
            await fresh.dispose();
          }
        }),
        { numRuns: courses },
      );
    });
  });
}
