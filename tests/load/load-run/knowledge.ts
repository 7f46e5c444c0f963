import type { Receipt } from '../../../shared/identifiers.ts';
import type { CastAnswer } from '../../../shared/protocol/voter.ts';
import type { AskedAgain } from './differences.ts';

/** What a phone knows about its ballot. */
export type Knowledge =
  | { readonly knows: 'receipt'; readonly receipt: Receipt }
  | { readonly knows: 'refusal' }
  /** Sent, perhaps, and no definite answer yet. */
  | { readonly knows: 'unknown' }
  /** Let in, perhaps, and 提交 not pressed. */
  | { readonly knows: 'nothing' };

/** What the answer to the last question says beside what the phone knew before it. */
export function lessonOf(before: Knowledge, answer: CastAnswer | 'unanswered'): keyof AskedAgain {
  if (answer === 'unanswered') return 'unanswered';
  switch (before.knows) {
    case 'receipt':
      if (!answer.ok) return 'receiptThenRefusal';
      return answer.receipt === before.receipt ? 'sameReceipt' : 'otherReceipt';
    case 'refusal':
      return answer.ok ? 'refusalThenReceipt' : 'refusalTwice';
    case 'unknown':
    case 'nothing':
      return answer.ok ? 'unknownThenReceipt' : 'unknownThenRefusal';
  }
}
