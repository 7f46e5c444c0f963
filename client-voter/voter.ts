import { batch } from '@preact/signals';
import type { CastKey, TicketSecret } from '../shared/identifiers.ts';
import { refuse } from '../shared/result.ts';
import { readTicketCode } from '../shared/ticket-code.ts';
import { type Grid, gridOf } from './ballot-draft.ts';
import { type Casting, createCasting } from './casting.ts';
import type { VoterConnection, VoterListener } from './connection.ts';
import { ballotFor, castElsewhere, type KeptBallot, type Round } from './kept-ballot.ts';
import type { KeptTickets } from './kept-tickets.ts';
import { createMarking, type Marking } from './marking.ts';
import { placeToGoOn } from './page.ts';
import { clearTicket, createState, type VoterState } from './state.ts';
import type { FragmentTicket } from './ticket-address.ts';

/** What the page stands on: everything with a clock, a socket or chance in it. */
export interface VoterParts {
  readonly connect: (ticket: TicketSecret, listener: VoterListener) => VoterConnection;
  readonly kept: KeptTickets;
  readonly newKey: () => CastKey;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly now: () => number;
}

/** The phone: what it knows and all that can be done with it. */
export interface Voter {
  readonly state: VoterState;
  readonly marking: Marking;
  readonly submit: Casting['submit'];
  readonly now: () => number;
  /** [TICKET-2] Follows a link, or else goes on with the ticket last used on this device. */
  readonly begin: (scanned: FragmentTicket) => void;
  /** [TICKET-1] Takes a typed code; an impossible one is refused without asking the server. */
  readonly enterCode: (typed: string) => void;
  /** A refused code is being corrected: why it was refused says nothing of what is there now. */
  readonly correctCode: () => void;
  /** Back to typing, with `typed` in the box; what was marked stays kept with the old ticket. */
  readonly changeTicket: (typed: string) => void;
  /** The same ticket once more, from the start. */
  readonly retry: () => void;
  /** To be called when the page may have slept for so long, in ms. */
  readonly wake: (awayMs: number) => void;
}

export function createVoter(parts: VoterParts): Voter {
  const state = createState();
  let connection: VoterConnection | null = null;

  const withCode = (act: (code: TicketSecret) => void) => {
    if (state.code.value !== null) act(state.code.value);
  };
  const keep = (ballot: KeptBallot) => {
    state.ballot.value = ballot;
    withCode((code) => parts.kept.keepBallot(code, ballot));
  };
  const reread = () => (state.code.value === null ? null : parts.kept.ballot(state.code.value));
  const casting = createCasting(state, {
    connection: () => connection,
    reread,
    keep,
    forgetBallot: () => {
      state.ballot.value = null;
      withCode(parts.kept.forgetBallot);
    },
    newKey: parts.newKey,
    random: parts.random,
  });

  const adopt = (ballot: KeptBallot) => {
    state.ballot.value = ballot;
    casting.ask();
  };

  const leave = () => {
    connection?.close();
    connection = null;
    casting.forget();
    clearTicket(state);
  };
  const enter = (code: TicketSecret) => {
    leave();
    parts.kept.setCurrent(code);
    state.code.value = code;
    state.ballot.value = parts.kept.ballot(code);
    connection = parts.connect(code, listen(state, casting, parts));
  };
  const turnAway = (typed: string) => {
    leave();
    state.typed.value = typed;
    state.typedRefusal.value = refuse('ticket_malformed');
  };

  return {
    state,
    now: parts.now,
    marking: createMarking(state, { keep, reread, adopt }),
    submit: casting.submit,
    begin: (scanned) => {
      const kept = parts.kept.current();
      if (scanned.found === 'ticket') enter(scanned.ticket);
      else if (scanned.found === 'unreadable') turnAway(scanned.text);
      else if (kept !== null) enter(kept);
    },
    enterCode: (typed) => {
      const code = readTicketCode(typed);
      if (code === null) turnAway(typed);
      else enter(code);
    },
    correctCode: () => {
      state.typedRefusal.value = null;
    },
    changeTicket: (typed) => {
      leave();
      parts.kept.forgetCurrent();
      state.typed.value = typed;
    },
    retry: () => withCode(enter),
    wake: (awayMs) => {
      if (state.refusal.value === null) connection?.wake(awayMs);
    },
  };
}

/** What the server's news do to the page. */
function listen(state: VoterState, casting: Casting, parts: VoterParts): VoterListener {
  const agree = () => agreeOnBallot(state, parts.kept);
  return {
    connected: () => {
      state.link.value = 'connected';
    },
    lost: () => {
      state.link.value = 'lost';
    },
    refused: (refusal) => {
      state.refusal.value = refusal;
    },
    paper: (paper) =>
      batch(() => {
        state.paper.value = paper;
        agree();
      }),
    status: (status) => {
      batch(() => {
        const before = state.status.value;
        if (before !== null && before.round < status.round) beginRound(state);
        // Why a cast was refused says nothing about the phase after.
        if (before?.phase !== status.phase) state.castRefusal.value = null;
        state.status.value = status;
        state.closingAt.value =
          status.closingInMs === null ? null : parts.now() + status.closingInMs;
        agree();
      });
      casting.ask();
    },
    ticket: (ticket) => {
      state.ticket.value = ticket;
    },
  };
}

/** [PHASE-5] The box was emptied: spent tickets are fresh again, and what was refused may be tried. */
function beginRound(state: VoterState): void {
  const ticket = state.ticket.value;
  if (ticket?.state === 'spent') {
    const { groupMark, groupLabel } = ticket;
    state.ticket.value = { state: 'fresh', groupMark, groupLabel };
  }
  state.refusal.value = null;
  state.castRefusal.value = null;
}

/** Brings the kept ballot in step with paper and round as soon as both are known. */
function agreeOnBallot(state: VoterState, kept: KeptTickets): void {
  const { code, paper, status, ballot, place } = state;
  if (code.value === null || paper.value === null || status.value === null) return;
  const grid = gridOf(paper.value);
  const round = { meeting: paper.value.meeting, round: status.value.round };
  const agreed = agreedBallot(ballot.value, kept.ballot(code.value), round, grid);
  if (agreed !== ballot.value || place.value === null) place.value = placeToGoOn(agreed, grid);
  if (agreed !== ballot.value) kept.keepBallot(code.value, agreed);
  if (agreed.state === 'marking' && status.value.phase === 'closed') kept.forgetBallot(code.value);
  ballot.value = agreed;
}

/**
 * [CAST-3, CAST-6] What this window has, unless another window of the device has cast meanwhile: one
 * that slept through that must neither overwrite nor forget it.
 */
function agreedBallot(
  own: KeptBallot | null,
  onDevice: KeptBallot | null,
  round: Round,
  grid: Grid,
): KeptBallot {
  const agreed = ballotFor(own, round, grid);
  return agreed.state === 'marking' ? (castElsewhere(onDevice, round) ?? agreed) : agreed;
}
