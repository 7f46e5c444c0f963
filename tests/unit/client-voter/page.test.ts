import { describe, expect, it } from 'vitest';
import { gridOf } from '../../../client-voter/ballot-draft.ts';
import type { KeptBallot } from '../../../client-voter/kept-ballot.ts';
import { choosePage, isUnsent, type Known, placeToGoOn } from '../../../client-voter/page.ts';
import type { CastKey, Receipt } from '../../../shared/identifiers.ts';
import type { VoterStatus } from '../../../shared/protocol/voter.ts';
import { refuse } from '../../../shared/result.ts';
import { paperOf } from './paper.ts';

const paper = paperOf();
const status: VoterStatus = {
  phase: 'open',
  round: 1,
  rehearsal: false,
  closingInMs: null,
  interrupted: false,
  halted: false,
};
const ticket = { state: 'fresh', groupMark: 'A 票', groupLabel: '领导' } as const;
const round = { meeting: paper.meeting, round: 1 };
const marking: KeptBallot = {
  state: 'marking',
  ...round,
  marks: [0, 0, 0, null, null, null],
  key: null,
};
const casting: KeptBallot = {
  state: 'casting',
  ...round,
  marks: [0, 0, 0, 0, 0, 0],
  key: '0'.repeat(32) as CastKey,
};
const received: KeptBallot = { state: 'received', ...round, receipt: '7K3M9XQ2' as Receipt };
const open: Known = {
  hasTicket: true,
  refusal: null,
  paper,
  status,
  ticket,
  kept: marking,
  place: { at: 'presenter', presenter: 1 },
};

const shown = (change: Partial<Known>) => choosePage({ ...open, ...change });
const inPhase = (phase: VoterStatus['phase']) => ({ status: { ...status, phase } });

describe('what the phone shows', () => {
  it('asks for a code without a ticket', () => {
    expect(shown({ hasTicket: false })).toEqual({ page: 'enterCode' });
  });

  it('waits before opening and opens by itself', () => {
    expect(shown(inPhase('draft'))).toEqual({ page: 'waiting' });
    expect(shown(inPhase('open'))).toEqual({ page: 'marking', presenter: 1 });
  });

  it('goes on with marking while paused', () => {
    expect(shown({ ...inPhase('paused'), place: { at: 'review' } })).toEqual({ page: 'review' });
  });

  it('is connecting until everything is known', () => {
    for (const missing of ['paper', 'status', 'ticket', 'kept', 'place'] as const)
      expect(shown({ [missing]: null })).toEqual({ page: 'connecting' });
  });

  it('[CAST-2] shows 已收到 for a kept receipt, connected or not', () => {
    expect(shown({ kept: received, paper: null, status: null, ticket: null })).toEqual({
      page: 'receipt',
      receipt: '7K3M9XQ2',
    });
  });

  it.each(['draft', 'open', 'paused', 'closed'] as const)(
    '[CAST-4] goes on asking for an unanswered cast when the meeting is %s',
    (phase) => {
      const spent = { ...ticket, state: 'spent' } as const;
      expect(shown({ ...inPhase(phase), kept: casting, ticket: spent })).toEqual({
        page: 'casting',
      });
    },
  );

  it('refuses a spent ticket that this phone has no receipt for', () => {
    expect(shown({ ticket: { ...ticket, state: 'spent' } })).toEqual({
      page: 'refused',
      refusal: refuse('ticket_used'),
    });
  });

  it('[TICKET-5] refuses a voided ticket', () => {
    expect(shown({ ticket: { ...ticket, state: 'voided' } })).toEqual({
      page: 'refused',
      refusal: refuse('ticket_voided'),
    });
  });

  it('[CAST-4] says that voting is closed where nothing was cast', () => {
    expect(shown(inPhase('closed'))).toEqual({
      page: 'refused',
      refusal: refuse('voting_closed'),
    });
    expect(shown({ ...inPhase('closed'), kept: received })).toMatchObject({ page: 'receipt' });
  });

  it('stops when the meeting is halted', () => {
    expect(shown({ status: { ...status, halted: true } })).toEqual({ page: 'halted' });
  });

  it('says 尚未提交 on every page between the ticket and the receipt', () => {
    const unsent = [shown({}), shown({ place: { at: 'review' } }), shown({ kept: casting })];
    expect(unsent.map(isUnsent)).toEqual([true, true, true]);
    expect(isUnsent(shown({ kept: received }))).toBe(false);
  });
});

describe('going on after an interruption', () => {
  const grid = gridOf(paper);

  it('goes to the first presenter who is not done', () => {
    expect(placeToGoOn(marking, grid)).toEqual({ at: 'presenter', presenter: 1 });
  });

  it('goes to the review when all are done', () => {
    const full: KeptBallot = { ...marking, marks: [0, 0, 0, 1, 1, 1] };
    expect(placeToGoOn(full, grid)).toEqual({ at: 'review' });
  });
});
