import { batch } from '@preact/signals';
import type { CastKey } from '../shared/identifiers.ts';
import type { CastAnswer } from '../shared/protocol/voter.ts';
import { completeMarks } from './ballot-draft.ts';
import { type CastStep, castStep } from './cast-step.ts';
import type { VoterConnection } from './connection.ts';
import { castElsewhere, castingBallot, type KeptBallot, receivedBallot } from './kept-ballot.ts';
import { reconnectDelayMs } from './reconnection.ts';
import type { VoterState } from './state.ts';

export interface CastingParts {
  readonly connection: () => VoterConnection | null;
  /** The ballot as the device has it: another window may have cast it already. */
  readonly reread: () => KeptBallot | null;
  readonly keep: (ballot: KeptBallot) => void;
  readonly forgetBallot: () => void;
  readonly newKey: () => CastKey;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export interface Casting {
  /** [CAST-3] The one confirmation. Repeating it does nothing while a cast is under way. */
  readonly submit: () => void;
  /** Asks for a cast whose answer is not known yet, if there is one and it can be asked now. */
  readonly ask: () => void;
  /** The ticket is left: no answer is waited for any more. */
  readonly forget: () => void;
}

export function createCasting(state: VoterState, parts: CastingParts): Casting {
  let askedKey: CastKey | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const submit = () => {
    const ballot = ballotToCast(state, parts);
    if (ballot === null) return;
    failures = 0;
    batch(() => {
      state.castRefusal.value = null;
      state.progress.value = 'sending';
      parts.keep(ballot);
    });
    ask();
  };

  const ask = () => {
    clearTimeout(timer);
    const connection = parts.connection();
    const ballot = state.ballot.value;
    if (ballot?.state !== 'casting' || connection === null || state.link.value !== 'connected')
      return;
    const status = state.status.value;
    if (status === null || askedKey === ballot.key) return;
    if (status.interrupted && state.progress.value === 'storage') {
      askLater();
      return;
    }
    const { meeting, round, key, marks } = ballot;
    askedKey = key;
    void connection
      .cast({ meeting, round, key, marks })
      .then((answer) => hear(key, answer, connection));
  };

  const askLater = () => {
    timer = setTimeout(ask, reconnectDelayMs(failures, parts.random()));
    failures += 1;
  };

  const hear = (key: CastKey, answer: CastAnswer | null, connection: VoterConnection) => {
    // Silence of a connection that was left says nothing of the one that asks by now.
    if (askedKey !== key || connection !== parts.connection()) return;
    askedKey = null;
    const ballot = state.ballot.value;
    if (ballot?.state !== 'casting' || ballot.key !== key) return;
    // Another window has the receipt by now: whatever this answer says, the ballot was accepted.
    const elsewhere = castElsewhere(parts.reread(), ballot);
    if (elsewhere?.state === 'received') {
      parts.keep(elsewhere);
      return;
    }
    const step = castStep(answer);
    takeStep(state, parts, ballot, step);
    if (step.step === 'askAgain' || step.step === 'waitForStorage') askLater();
    // Connected and yet silent: the connection may be dead without knowing it.
    if (answer === null && state.link.value === 'connected') connection.renew();
  };

  return {
    submit,
    ask,
    forget: () => {
      clearTimeout(timer);
      askedKey = null;
    },
  };
}

/** Null when the ballot is not complete; a ballot that another window has cast is returned as it is. */
function ballotToCast(state: VoterState, parts: CastingParts): KeptBallot | null {
  const ballot = state.ballot.value;
  if (ballot?.state !== 'marking') return null;
  const elsewhere = castElsewhere(parts.reread(), ballot);
  if (elsewhere !== null) return elsewhere;
  const marks = completeMarks(ballot.marks);
  return marks === null ? null : castingBallot(ballot, marks, ballot.key ?? parts.newKey());
}

/** [CAST-2, CAST-6] Only an accepted answer makes a receipt, and the receipt replaces the marks. */
function takeStep(
  state: VoterState,
  parts: CastingParts,
  ballot: KeptBallot & { readonly state: 'casting' },
  step: CastStep,
): void {
  batch(() => {
    switch (step.step) {
      case 'received':
        parts.keep(receivedBallot(ballot, step.receipt, state.status.value?.rehearsal === true));
        break;
      case 'askAgain':
        state.progress.value = 'unanswered';
        break;
      case 'waitForStorage':
        state.progress.value = 'storage';
        break;
      case 'backToBallot':
        parts.keep({ ...ballot, state: 'marking' });
        state.place.value = { at: 'review' };
        state.castRefusal.value = step.refusal;
        break;
      case 'reload':
        state.refusal.value = step.refusal;
        break;
      case 'end':
        parts.forgetBallot();
        state.refusal.value = step.refusal;
        break;
    }
  });
}
