import { checkMarks } from '../../shared/ballot.ts';
import type { Commitment, InnerHash, MeetingId } from '../../shared/identifiers.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import type { CastAnswer, CastRequest } from '../../shared/protocol/voter.ts';
import { refuse } from '../../shared/result.ts';
import { type CastOutcome, isOutage, StorageUnavailable, type Store } from '../store/store.ts';
import type { FrozenPlans } from './frozen-plans.ts';
import type { StorageHealth } from './storage-health.ts';
import { receiptOf } from './ticket-hashes.ts';

export interface CastParts {
  readonly store: Pick<Store, 'cast'>;
  readonly plans: FrozenPlans;
  readonly health: Pick<StorageHealth, 'failed'>;
}

/** The ticket that a connection has shown. `inner` proves that its paper was here (TICKET-3). */
export interface ShownTicket {
  readonly meeting: MeetingId;
  readonly commitment: Commitment;
  readonly inner: InnerHash;
}

/** [SECRET-4] All that is told of an answered cast to those who count: never whose, and never what. */
export interface AnsweredCast {
  /** `no_answer` where nobody knows whether the ballot is in the box. */
  readonly end: 'accepted' | Code | 'no_answer';
  /** From its arrival. */
  readonly seconds: number;
}

/**
 * [CAST-1..5] Is it allowed, then the store's one atomic act. The receipt is answered only after
 * the ballot is durable. Repeating with the same key gets the same receipt; every refusal has
 * changed nothing. Rejects where the ballot may be in the box all the same, as after an answer of
 * the store was lost: then the voter must get no answer at all.
 */
export async function cast(
  parts: CastParts,
  ticket: ShownTicket,
  request: CastRequest,
): Promise<CastAnswer> {
  if (request.meeting !== ticket.meeting) return refuse('wrong_meeting');
  try {
    const plan = await parts.plans.find(request.meeting, request.round);
    if (!plan.ok) return plan;
    const marks = checkMarks(request.marks, plan.value.shape, plan.value.rule);
    if (!marks.ok) return marks;
    const { commitment, inner } = ticket;
    const { meeting, round, key } = request;
    const receipt = receiptOf(commitment, key);
    const outcome = await parts.store.cast({
      meeting,
      round,
      commitment,
      inner,
      receipt,
      marks: marks.value,
    });
    return answerOf(outcome, receipt);
  } catch (error) {
    if (isOutage(error)) parts.health.failed(error);
    if (error instanceof StorageUnavailable) return refuse('storage_unavailable');
    throw error;
  }
}

function answerOf({ outcome }: CastOutcome, receipt: ReturnType<typeof receiptOf>): CastAnswer {
  return outcome === 'accepted' ? { ok: true, receipt } : refuse(outcome);
}
