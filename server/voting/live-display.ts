import { advanceBatches, type Batches } from '../../shared/display.ts';
import { type Meeting, meetingShape } from '../../shared/meeting.ts';
import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { screenSnapshot } from '../../shared/screen-snapshot.ts';
import { emptyTally, sameTally, type Tally } from '../../shared/tally.ts';
import type { MeetingState, Store } from '../store/store.ts';
import { leftMs } from './countdowns.ts';
import type { LiveMoment } from './live-moment.ts';
import { toldRevision } from './told-revision.ts';

const snapshots = new WeakMap<LiveMoment, ScreenSnapshot>();

/** [SECRET-3] What the display shows of a meeting as it is kept. */
export function shownOf({ meeting, tally, shown }: MeetingState): Tally {
  return isBatched(meeting) ? shown : tally;
}

/**
 * [SECRET-3] What the display may show next; `before` is what this returned last, or null. A step
 * of a `batched` display is kept before anybody sees it: a server that forgot it could show two
 * frames with one voter between them. Of several processes that step at once one is first, and the
 * others show its step when they hear of it.
 */
export async function stepDisplay(
  store: Pick<Store, 'saveShown'>,
  state: MeetingState,
  before: DisplayStep | null,
): Promise<DisplayStep> {
  const { meeting, tally, shown } = state;
  const { round, revisionLead } = meeting;
  const basis = { round, revisionLead };
  if (!isBatched(meeting)) return { ...basis, shown: tally, waiting: tally };
  // What waits was counted from what was shown then: where another process has shown more since, it
  // may be less than a batch beyond that. Where older data were accepted, what waited may be gone.
  const goesOn =
    before !== null &&
    before.round === round &&
    before.revisionLead === revisionLead &&
    sameTally(before.shown, shown);
  const next = advanceBatches({ shown, waiting: goesOn ? before.waiting : shown }, tally);
  if (next.shown === shown) return { ...basis, ...next };
  const outcome = await store.saveShown(meeting.id, round, shown, next.shown);
  return outcome === 'saved' ? { ...basis, ...next } : { ...basis, shown, waiting: shown };
}

/**
 * The batches of a round; those of another round, or of data that are gone (PHASE-7), whose box was
 * another, must not be mixed in.
 */
export interface DisplayStep extends Batches {
  readonly round: number;
  readonly revisionLead: number;
}

/** After closing there is no vote left to hide: the batches end with everything. */
function isBatched({ plan, phase }: Meeting): boolean {
  return plan.display === 'batched' && phase !== 'closed';
}

/** A draft's plan changes while its box does not: until it is opened, its box is empty. */
export function withoutStaleBox(state: MeetingState): MeetingState {
  if (state.meeting.phase !== 'draft') return state;
  const empty = emptyTally(meetingShape(state.meeting.plan));
  return { ...state, tally: empty, shown: empty };
}

/** Scores are exact and cost something, so they are made once a moment, whoever asks. */
export function snapshotOf(moment: LiveMoment): ScreenSnapshot {
  const { meeting, tickets, tally } = moment.state;
  const revision = toldRevision(moment.state);
  const { shown, interrupted } = moment;
  const made =
    snapshots.get(moment) ??
    screenSnapshot({
      meeting,
      revision,
      tickets,
      actual: tally,
      shown,
      interrupted,
      closingInMs: null,
    });
  snapshots.set(moment, made);
  return { ...made, closingInMs: leftMs(moment.closingDueAt) };
}
