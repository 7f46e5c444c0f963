import type { Meeting } from '../../../shared/meeting.ts';

/** What an organizer can do here; each leads to one command. */
export type Act =
  | 'open'
  | 'pause'
  | 'resume'
  | 'close'
  | 'cancelClosing'
  | 'revealNext'
  | 'revealAll'
  | 'startRehearsal'
  | 'endRehearsal'
  | 'voidRound'
  | 'acceptOlderData';

/** The one big thing on the control page. */
export type Step =
  /** Something must be prepared first; its list says what and where. */
  | { readonly step: 'prepare' }
  | { readonly step: 'act'; readonly act: Act }
  | { readonly step: 'result' }
  /** Nothing should be pressed before someone has looked: starting over destroys the evidence. */
  | { readonly step: 'halted' };

export interface NextStep {
  readonly main: Step;
  /** Smaller, in the order in which they are likely to be wanted. */
  readonly others: readonly Act[];
}

/** [PHASE-1] The next step of the day; only what the meeting's phase accepts is ever offered. */
export function nextStep(meeting: Meeting, ready: boolean): NextStep {
  if (meeting.alarm === 'older_data')
    return { main: { step: 'halted' }, others: ['acceptOlderData'] };
  // One way out is left: the box is given up as a whole, never corrected.
  if (meeting.alarm !== null) return { main: { step: 'halted' }, others: startingOver(meeting) };
  switch (meeting.phase) {
    case 'draft':
      return {
        main: ready ? { step: 'act', act: 'open' } : { step: 'prepare' },
        others: meeting.rehearsal ? ['endRehearsal'] : ['startRehearsal'],
      };
    case 'open':
      if (meeting.closingAt !== null)
        return { main: { step: 'act', act: 'cancelClosing' }, others: ['close', 'pause'] };
      return { main: { step: 'act', act: 'close' }, others: ['pause', ...endRehearsal(meeting)] };
    case 'paused':
      return {
        main: { step: 'act', act: 'resume' },
        others: ['close', ...startingOver(meeting)],
      };
    case 'closed':
      return stepOfClosed(meeting);
  }
}

function stepOfClosed(meeting: Meeting): NextStep {
  if (unrevealed(meeting) > 0)
    return {
      main: { step: 'act', act: 'revealNext' },
      others: ['revealAll', ...startingOver(meeting)],
    };
  if (meeting.rehearsal) return { main: { step: 'act', act: 'endRehearsal' }, others: [] };
  return { main: { step: 'result' }, others: ['voidRound'] };
}

function startingOver(meeting: Meeting): readonly ['endRehearsal' | 'voidRound'] {
  return meeting.rehearsal ? ['endRehearsal'] : ['voidRound'];
}

function endRehearsal(meeting: Meeting): readonly Act[] {
  return meeting.rehearsal ? ['endRehearsal'] : [];
}

/** How many results the host has still to reveal. */
export function unrevealed(meeting: Meeting): number {
  return meeting.phase === 'closed' ? meeting.plan.presenters.length - meeting.revealed : 0;
}
