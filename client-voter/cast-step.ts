import type { Receipt } from '../shared/identifiers.ts';
import type { Code } from '../shared/protocol/codes.ts';
import type { CastAnswer } from '../shared/protocol/voter.ts';
import type { Refusal } from '../shared/result.ts';

/** What an answer to a cast means for the phone. */
export type CastStep =
  | { readonly step: 'received'; readonly receipt: Receipt }
  /** Unknown: ask again with the same key. */
  | { readonly step: 'askAgain' }
  /** Definitely not stored, and not the voter's business: ask again when the store is back. */
  | { readonly step: 'waitForStorage' }
  /** Refused; the marks stay, and the voter is told why. */
  | { readonly step: 'backToBallot'; readonly refusal: Refusal }
  /** Nobody knows, and only a newer page can ask. The ballot stays as it is. */
  | { readonly step: 'reload'; readonly refusal: Refusal }
  /** Refused for good: these marks will never be cast, and need not be kept. */
  | { readonly step: 'end'; readonly refusal: Refusal };

const ENDING: readonly Code[] = [
  'ticket_malformed',
  'ticket_unknown',
  'ticket_used',
  'ticket_voided',
  'voting_closed',
  'wrong_meeting',
  'meeting_unknown',
];

/** [CAST-2, CAST-4] `null` is no answer. Only an `ok` answer is ever taken for a receipt. */
export function castStep(answer: CastAnswer | null): CastStep {
  if (answer === null) return { step: 'askAgain' };
  if (answer.ok) return { step: 'received', receipt: answer.receipt };
  // The server broke while it answered: nobody knows whether the ballot was stored before.
  if (answer.code === 'internal') return { step: 'askAgain' };
  if (answer.code === 'storage_unavailable') return { step: 'waitForStorage' };
  if (answer.code === 'version_mismatch') return { step: 'reload', refusal: answer };
  return ENDING.indexOf(answer.code) >= 0
    ? { step: 'end', refusal: answer }
    : { step: 'backToBallot', refusal: answer };
}
