import { checkPlan, type Meeting, type Phase, type TicketCounts } from './meeting.ts';
import { ok, type Result, refuse } from './result.ts';

/** What an organizer can order. Times are decided by whoever calls, never here. */
export type PhaseCommand =
  | { readonly command: 'open' }
  | { readonly command: 'pause' }
  | { readonly command: 'resume' }
  /** Announces that voting closes at a moment (ms since the epoch); `close` follows when it is due. */
  | { readonly command: 'announceClosing'; readonly closingAt: number }
  | { readonly command: 'cancelClosing' }
  | { readonly command: 'close' }
  /** `revealed` as it was seen: two who press at once mean one presenter, not two. */
  | { readonly command: 'reveal'; readonly how: 'next' | 'all'; readonly revealed: number }
  | { readonly command: 'startRehearsal' }
  | { readonly command: 'endRehearsal' }
  | { readonly command: 'voidRound'; readonly reason: string };

export type PhaseCommandName = PhaseCommand['command'];

/** The phases in which a command is accepted (PHASE-1). */
const ALLOWED: Readonly<Record<PhaseCommandName, readonly Phase[]>> = {
  open: ['draft'],
  pause: ['open'],
  resume: ['paused'],
  announceClosing: ['open'],
  cancelClosing: ['open'],
  close: ['open', 'paused'],
  reveal: ['closed'],
  startRehearsal: ['draft'],
  endRehearsal: ['draft', 'open', 'paused', 'closed'],
  voidRound: ['paused', 'closed'],
};

/**
 * [PHASE-1] The one state machine of a meeting: what it becomes by a command, or why it does not.
 * `tickets` is by group. Whether the box must be emptied shows in `round`: it grew.
 */
export function decidePhase(
  meeting: Meeting,
  command: PhaseCommand,
  tickets: readonly TicketCounts[],
): Result<Meeting> {
  // Whoever decided on this has seen a later state of the meeting, or will hear that somebody has.
  if (meeting.alarm === 'older_data') return refuse('older_data');
  if (!isAllowed(meeting, command)) return refuse('wrong_phase');
  if (
    meeting.alarm !== null &&
    command.command !== 'voidRound' &&
    command.command !== 'endRehearsal'
  )
    return refuse('meeting_halted');
  switch (command.command) {
    case 'open':
      return decideOpen(meeting, tickets);
    case 'pause':
      return ok({ ...meeting, phase: 'paused', closingAt: null });
    case 'resume':
      return ok({ ...meeting, phase: 'open' });
    case 'announceClosing':
      return ok({ ...meeting, closingAt: command.closingAt });
    case 'cancelClosing':
      return ok({ ...meeting, closingAt: null });
    case 'close':
      return ok({
        ...meeting,
        phase: 'closed',
        closingAt: null,
        revealed: meeting.plan.display === 'turnout' ? 0 : meeting.plan.presenters.length,
      });
    case 'reveal':
      return decideReveal(meeting, command);
    case 'startRehearsal':
      return meeting.rehearsal ? refuse('wrong_phase') : ok({ ...meeting, rehearsal: true });
    case 'endRehearsal':
      return meeting.rehearsal
        ? ok(nextRound({ ...meeting, rehearsal: false }))
        : refuse('wrong_phase');
    case 'voidRound':
      return decideVoidRound(meeting, command.reason);
  }
}

/**
 * A vote that an alarm halted, as may happen at a start, can be voided as it is: nobody can cast
 * in it, and no other command is accepted that would bring it to another phase.
 */
function isAllowed({ phase, alarm }: Meeting, { command }: PhaseCommand): boolean {
  if (command === 'voidRound' && alarm !== null) return phase !== 'draft';
  return ALLOWED[command].includes(phase);
}

function decideOpen(meeting: Meeting, tickets: readonly TicketCounts[]): Result<Meeting> {
  const [problem] = checkPlan(meeting.plan);
  if (problem !== undefined) return problem;
  const empty = meeting.plan.rule.groups.find((_, group) => (tickets[group]?.fresh ?? 0) === 0);
  if (empty !== undefined)
    return refuse('group_without_tickets', empty.label, `“${empty.label}”还没有可用的测评票`);
  return ok({ ...meeting, phase: 'open', revealed: 0 });
}

function decideReveal(
  meeting: Meeting,
  { how, revealed }: Extract<PhaseCommand, { command: 'reveal' }>,
): Result<Meeting> {
  const all = meeting.plan.presenters.length;
  if (meeting.revealed >= all) return refuse('wrong_phase');
  if (revealed !== meeting.revealed) return refuse('conflict');
  return ok({ ...meeting, revealed: how === 'all' ? all : meeting.revealed + 1 });
}

function decideVoidRound(meeting: Meeting, reason: string): Result<Meeting> {
  if (meeting.rehearsal) return refuse('wrong_phase');
  if (reason.trim() === '') return refuse('reason_missing', '作废原因');
  return ok({ ...nextRound(meeting), voidedRounds: meeting.voidedRounds + 1 });
}

/** Back to a draft with an empty box and fresh tickets (PHASE-4, PHASE-5). */
function nextRound(meeting: Meeting): Meeting {
  return {
    ...meeting,
    phase: 'draft',
    round: meeting.round + 1,
    closingAt: null,
    revealed: 0,
    alarm: null,
  };
}
