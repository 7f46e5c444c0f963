import type { Shape } from '../../shared/ballot.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { type Meeting, meetingShape } from '../../shared/meeting.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import type { Rule } from '../../shared/rule.ts';
import type { Store } from '../store/store.ts';

/** What marks are checked against: the rule and the size of a ballot, frozen by opening (RULE-3). */
export interface FrozenPlan {
  readonly round: number;
  readonly rule: Rule;
  readonly shape: Shape;
}

/**
 * Remembers the plan of each meeting's latest round, so that a cast need not read the meeting.
 * Only a plan that is frozen is ever remembered: within a round it cannot change any more, and a
 * new round has a larger number. Unless older data were put back: so it must be told what there is.
 */
export class FrozenPlans {
  readonly #store: Pick<Store, 'readMeeting'>;
  readonly #plans = new Map<MeetingId, FrozenPlan>();
  readonly #reading = new Map<MeetingId, Promise<Result<FrozenPlan>>>();

  constructor(store: Pick<Store, 'readMeeting'>) {
    this.#store = store;
  }

  /** `wrong_round` unless the meeting is in that round; `voting_not_open` while it is a draft. */
  async find(id: MeetingId, round: number): Promise<Result<FrozenPlan>> {
    const known = this.#plans.get(id);
    if (known?.round === round) return ok(known);
    if (known !== undefined && round < known.round) return refuse('wrong_round');
    const plan = await this.#readShared(id, round);
    return plan.ok && plan.value.round !== round ? refuse('wrong_round') : plan;
  }

  /** To be called with the meeting as it was read last: what it was before counts no more. */
  told(meeting: Meeting): void {
    if (meeting.phase === 'draft') this.forget(meeting.id);
    else if (this.#plans.has(meeting.id)) this.#plans.set(meeting.id, frozenPlan(meeting));
  }

  /** To be called when there is no such meeting any more: another may be imported under its id. */
  forget(id: MeetingId): void {
    this.#plans.delete(id);
  }

  /** A whole hall that votes in the first second after opening shares one reading. */
  async #readShared(id: MeetingId, round: number): Promise<Result<FrozenPlan>> {
    const earlier = this.#reading.get(id);
    if (earlier === undefined) return this.#begin(id);
    const plan = await earlier;
    // A reading that began before this call may have missed the opening: only its yes counts.
    return plan.ok && plan.value.round === round
      ? plan
      : (this.#reading.get(id) ?? this.#begin(id));
  }

  #begin(id: MeetingId): Promise<Result<FrozenPlan>> {
    const reading = this.#read(id).finally(() => {
      if (this.#reading.get(id) === reading) this.#reading.delete(id);
    });
    this.#reading.set(id, reading);
    return reading;
  }

  async #read(id: MeetingId): Promise<Result<FrozenPlan>> {
    const state = await this.#store.readMeeting(id);
    if (state === null) return refuse('wrong_meeting');
    if (state.meeting.phase === 'draft') return refuse('voting_not_open');
    const plan = frozenPlan(state.meeting);
    this.#plans.set(id, plan);
    return ok(plan);
  }
}

function frozenPlan({ plan, round }: Meeting): FrozenPlan {
  return { round, rule: plan.rule, shape: meetingShape(plan) };
}
