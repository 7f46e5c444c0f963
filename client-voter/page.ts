import type { Receipt } from '../shared/identifiers.ts';
import type { VoterPaper, VoterStatus, VoterTicket } from '../shared/protocol/voter.ts';
import { type Refusal, refuse } from '../shared/result.ts';
import { type Grid, unfinished } from './ballot-draft.ts';
import type { KeptBallot } from './kept-ballot.ts';

/** Where in the ballot the voter is. */
export type Place =
  | { readonly at: 'presenter'; readonly presenter: number }
  | { readonly at: 'review' };

/** What the phone shows; each has its view of the same name. */
export type Page =
  | { readonly page: 'enterCode' }
  | { readonly page: 'connecting' }
  | { readonly page: 'refused'; readonly refusal: Refusal }
  | { readonly page: 'waiting' }
  | { readonly page: 'halted' }
  | { readonly page: 'marking'; readonly presenter: number }
  | { readonly page: 'review' }
  | { readonly page: 'casting' }
  | { readonly page: 'receipt'; readonly receipt: Receipt };

/** Everything known at one moment; null where the server has not told yet. */
export interface Known {
  readonly hasTicket: boolean;
  readonly refusal: Refusal | null;
  readonly paper: VoterPaper | null;
  readonly status: VoterStatus | null;
  readonly ticket: VoterTicket | null;
  readonly kept: KeptBallot | null;
  readonly place: Place | null;
}

/**
 * [CAST-2] The receipt is shown for a kept receipt and for nothing else; a cast without an answer
 * stays `casting` whatever the phase is, since it may have been accepted before.
 */
export function choosePage(known: Known): Page {
  const { paper, status, ticket, kept, place } = known;
  if (!known.hasTicket) return { page: 'enterCode' };
  if (known.refusal !== null) return { page: 'refused', refusal: known.refusal };
  if (kept?.state === 'received') return { page: 'receipt', receipt: kept.receipt };
  if (paper === null || status === null || ticket === null || kept === null || place === null)
    return { page: 'connecting' };
  if (ticket.state === 'voided') return { page: 'refused', refusal: refuse('ticket_voided') };
  if (kept.state === 'casting') return { page: 'casting' };
  if (ticket.state === 'spent') return { page: 'refused', refusal: refuse('ticket_used') };
  if (status.halted) return { page: 'halted' };
  return pageOfPhase(status, place);
}

function pageOfPhase(status: VoterStatus, place: Place): Page {
  switch (status.phase) {
    case 'draft':
      return { page: 'waiting' };
    case 'open':
    case 'paused':
      return place.at === 'review'
        ? { page: 'review' }
        : { page: 'marking', presenter: place.presenter };
    case 'closed':
      return { page: 'refused', refusal: refuse('voting_closed') };
  }
}

/** Where to go on after an interruption: with the first presenter who is not done, or to the review. */
export function placeToGoOn(kept: KeptBallot, grid: Grid): Place {
  if (kept.state !== 'marking') return { at: 'review' };
  const [presenter] = unfinished(kept.marks, grid);
  return presenter === undefined ? { at: 'review' } : { at: 'presenter', presenter };
}

/** Whether this page owes the voter the words 尚未提交. */
export function isUnsent(page: Page): boolean {
  return page.page === 'marking' || page.page === 'review' || page.page === 'casting';
}
