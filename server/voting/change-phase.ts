import type { MeetingId } from '../../shared/identifiers.ts';
import { issued, type Meeting } from '../../shared/meeting.ts';
import { decidePhase, type PhaseCommand } from '../../shared/phase.ts';
import type { LogEntry, LogEvent } from '../../shared/protocol/organizer.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { returnedInAll, tallyFigures } from '../../shared/tally.ts';
import type { MeetingChange, MeetingState, VoidedRound } from '../store/store.ts';
import type { VotingParts } from './parts.ts';

const MOST_ATTEMPTS = 5;

const EVENTS: Readonly<Record<PhaseCommand['command'], LogEvent>> = {
  open: 'opened',
  pause: 'paused',
  resume: 'resumed',
  announceClosing: 'closing_announced',
  cancelClosing: 'closing_cancelled',
  close: 'closed',
  reveal: 'revealed',
  startRehearsal: 'rehearsal_started',
  endRehearsal: 'rehearsal_ended',
  voidRound: 'round_voided',
};

/**
 * [PHASE-1, PHASE-2] Decides on the meeting as it is and makes the outcome durable with its log
 * entry. When somebody else changed the meeting in between, it is decided anew from what it is
 * then.
 * `isStillWanted` is asked of the same meeting that the decision is made on.
 */
export async function changePhase(
  parts: VotingParts,
  id: MeetingId,
  command: PhaseCommand,
  role: LogEntry['role'],
  isStillWanted: (meeting: Meeting) => boolean = () => true,
): Promise<Result<Meeting>> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const state = await parts.store.readMeeting(id);
    if (state === null) return refuse('meeting_unknown');
    if (!isStillWanted(state.meeting)) return refuse('wrong_phase');
    const decided = decidePhase(state.meeting, command, state.tickets);
    if (!decided.ok) return decided;
    const next = { ...decided.value, version: state.meeting.version + 1 };
    const change = phaseChange(state, next, command, role, parts.now());
    if ((await parts.store.changeMeeting(change)) === 'changed') return ok(next);
  }
  return refuse('conflict');
}

function phaseChange(
  state: MeetingState,
  next: Meeting,
  command: PhaseCommand,
  role: LogEntry['role'],
  at: number,
): MeetingChange {
  const figures = { ...figuresOf(state), ...figuresOfCommand(command, next, at) };
  const { meeting, revision } = state;
  const change: MeetingChange = {
    before: meeting,
    next,
    entry: { at, role, event: EVENTS[command.command], figures },
    box: boxOf(meeting, next, command),
    // Tickets and box are part of what was decided on, wherever votes do not change them all the time.
    ...(meeting.phase === 'open' ? {} : { revision }),
  };
  return command.command === 'voidRound'
    ? { ...change, voided: voidedRound(state, command.reason, at) }
    : change;
}

/** [PHASE-1] Opening starts from a box shown to be empty; a new round, from one made empty. */
function boxOf(before: Meeting, next: Meeting, command: PhaseCommand): MeetingChange['box'] {
  if (next.round > before.round) return 'empty';
  return command.command === 'open' ? 'prepare' : 'keep';
}

function figuresOf({ meeting, tickets, tally }: MeetingState): Record<string, number> {
  return {
    round: meeting.voidedRounds + 1,
    issued: tickets.reduce((sum, counts) => sum + issued(counts), 0),
    returned: returnedInAll(tally),
  };
}

function figuresOfCommand(command: PhaseCommand, next: Meeting, at: number): LogEntry['figures'] {
  switch (command.command) {
    case 'announceClosing':
      return { seconds: Math.round((command.closingAt - at) / 1000) };
    case 'reveal':
      return { revealed: next.revealed };
    case 'voidRound':
      return { reason: command.reason.trim() };
    case 'open':
    case 'pause':
    case 'resume':
    case 'cancelClosing':
    case 'close':
    case 'startRehearsal':
    case 'endRehearsal':
      return {};
  }
}

/** [PHASE-5] Nobody can cast in the phases that can be voided, so these figures are the last. */
function voidedRound(state: MeetingState, reason: string, voidedAt: number): VoidedRound {
  const { meeting, tickets, tally } = state;
  return {
    round: meeting.voidedRounds + 1,
    voidedAt,
    reason: reason.trim(),
    meeting,
    tickets,
    tally: tallyFigures(tally),
  };
}
