import { olderDataOf } from '../../../shared/older-data.ts';
import type { CommandRequest } from '../../../shared/protocol/http.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { Act } from './next-step.ts';

/** What the dialog adds to an act, where it asks for more than a yes. */
export interface Answers {
  /** 0 closes at once. */
  readonly countdownSeconds: number;
  readonly reason: string;
}

export const NO_ANSWERS: Answers = { countdownSeconds: 0, reason: '' };

/** The command of an act that has been confirmed where it had to be; `shown` is what it was decided on. */
export function commandOf(act: Act, answers: Answers, shown: Overview): CommandRequest {
  const { revealed } = shown.meeting;
  switch (act) {
    case 'open':
    case 'pause':
    case 'resume':
    case 'cancelClosing':
    case 'startRehearsal':
      return { command: act };
    case 'close':
      return { command: 'close', countdownSeconds: answers.countdownSeconds, confirmed: true };
    case 'revealNext':
      return { command: 'reveal', how: 'next', revealed };
    case 'revealAll':
      return { command: 'reveal', how: 'all', revealed };
    case 'endRehearsal':
      return { command: 'endRehearsal', confirmed: true };
    case 'acceptOlderData':
      return {
        command: 'acceptOlderData',
        shown: olderDataOf({ ...shown, revision: shown.snapshot.revision }),
        confirmed: true,
      };
    case 'voidRound':
      return { command: 'voidRound', reason: answers.reason.trim(), confirmed: true };
  }
}
