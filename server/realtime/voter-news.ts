import { isDeepStrictEqual } from 'node:util';
import type { LiveMoment } from '../voting/live-moment.ts';
import { paperOf, statusOf } from './voter-messages.ts';

/** What phones have to be told after a moment, compared with the one told last. */
export interface VoterNews {
  readonly paper: boolean;
  readonly status: boolean;
  /** Some ticket was voided, or a new round made tickets fresh again. */
  readonly tickets: boolean;
}

/**
 * Most moments are nothing but another ballot in the box, which is no phone's business: they are told
 * apart by the record, which is the same one for as long as it has not changed, without looking at the
 * plan. Not by its version: where older data were put back, another record may have the same (PHASE-7).
 */
export function whatIsNews(told: LiveMoment, moment: LiveMoment): VoterNews {
  const before = told.state.meeting;
  const after = moment.state.meeting;
  const changed = before !== after;
  return {
    paper: changed && !isDeepStrictEqual(paperOf(before), paperOf(after)),
    status: changed ? !sameStatus(told, moment) : told.interrupted !== moment.interrupted,
    tickets: before.round !== after.round || voided(told) !== voided(moment),
  };
}

function sameStatus(told: LiveMoment, moment: LiveMoment): boolean {
  if (told.closingDueAt !== moment.closingDueAt) return false;
  const still = { closingInMs: null };
  return isDeepStrictEqual({ ...statusOf(told), ...still }, { ...statusOf(moment), ...still });
}

function voided({ state }: LiveMoment): number {
  return state.tickets.reduce((sum, counts) => sum + counts.voided, 0);
}
