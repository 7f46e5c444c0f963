import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Meeting, newMeeting, type TicketCounts } from '../../../shared/meeting.ts';
import { decidePhase, type PhaseCommand } from '../../../shared/phase.ts';
import { noticePlan } from '../../notice-plan.ts';

const tickets: readonly TicketCounts[] = [
  { minted: 20, fresh: 20, spent: 0, voided: 0 },
  { minted: 160, fresh: 160, spent: 0, voided: 0 },
];

function draft(change: Partial<Meeting> = {}): Meeting {
  return { ...newMeeting('meeting00001' as MeetingId, noticePlan(), 0), ...change };
}

function reach(meeting: Meeting, ...commands: readonly PhaseCommand[]): Meeting {
  return commands.reduce((current, command) => {
    const decided = decidePhase(current, command, tickets);
    if (!decided.ok) throw new Error(`${command.command} refused: ${decided.code}`);
    return decided.value;
  }, meeting);
}

function refusal(meeting: Meeting, command: PhaseCommand, counts = tickets): string {
  const decided = decidePhase(meeting, command, counts);
  return decided.ok ? 'accepted' : decided.code;
}

const open: PhaseCommand = { command: 'open' };
const pause: PhaseCommand = { command: 'pause' };
const resume: PhaseCommand = { command: 'resume' };
const close: PhaseCommand = { command: 'close' };
const voidRound: PhaseCommand = { command: 'voidRound', reason: '设备故障' };
const anyCommand: fc.Arbitrary<PhaseCommand> = fc.oneof(
  fc.constantFrom<PhaseCommand>(
    open,
    pause,
    resume,
    close,
    voidRound,
    { command: 'cancelClosing' },
    { command: 'startRehearsal' },
    { command: 'endRehearsal' },
    { command: 'reveal', how: 'next', revealed: 0 },
    { command: 'reveal', how: 'all', revealed: 1 },
  ),
  fc.nat().map((closingAt): PhaseCommand => ({ command: 'announceClosing', closingAt })),
);

describe('[PHASE-1] opening', () => {
  test('needs a ticket in every group, and names the group', () => {
    const none = { minted: 3, fresh: 0, spent: 0, voided: 3 };
    const decided = decidePhase(draft(), open, [tickets[0] as TicketCounts, none]);
    expect(decided).toMatchObject({ ok: false, code: 'group_without_tickets', field: '其他' });
  });

  test('needs presenters and a valid rule', () => {
    expect(refusal(draft({ plan: noticePlan({ presenters: [] }) }), open)).toBe('plan_invalid');
    const rule = { ...noticePlan().rule, groups: [{ label: '领导', weight: '99.9' }] };
    expect(refusal(draft({ plan: noticePlan({ rule }) }), open)).toBe('rule_invalid');
  });
});

const STEPS = new Set(['draft>open', 'open>paused', 'paused>open', 'open>closed', 'paused>closed']);

function checkStep(from: Meeting, to: Meeting): void {
  if (to.round !== from.round) expect([to.round, to.phase]).toEqual([from.round + 1, 'draft']);
  else if (to.phase !== from.phase) expect(STEPS).toContain(`${from.phase}>${to.phase}`);
  if (to.closingAt !== null) expect(to.phase).toBe('open');
  if (to.revealed > 0) expect(to.phase).toBe('closed');
  expect(to.plan).toBe(from.plan);
}

describe('[PHASE-1] draft → open ⇄ paused → closed', () => {
  test('goes all the way, and not back', () => {
    const closed = reach(draft(), open, pause, resume, close);
    expect(closed.phase).toBe('closed');
    for (const command of [open, pause, resume, close])
      expect(refusal(closed, command)).toBe('wrong_phase');
  });

  test('only these steps exist, whatever is ordered', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        let meeting = draft();
        for (const command of commands) {
          const decided = decidePhase(meeting, command, tickets);
          if (!decided.ok) continue;
          checkStep(meeting, decided.value);
          meeting = decided.value;
        }
      }),
    );
  });

  test('pausing takes an announced closing back', () => {
    const announced = reach(draft(), open, { command: 'announceClosing', closingAt: 5 });
    expect(announced.closingAt).toBe(5);
    expect(reach(announced, pause).closingAt).toBeNull();
  });
});

describe('[SECRET-3] revealing', () => {
  test('turnout hides all until the host reveals, one by one or all at once', () => {
    const closed = reach(draft({ plan: noticePlan({ display: 'turnout' }) }), open, close);
    expect(closed.revealed).toBe(0);
    const one = reach(closed, { command: 'reveal', how: 'next', revealed: 0 });
    expect(one.revealed).toBe(1);
    expect(refusal(one, { command: 'reveal', how: 'next', revealed: 0 })).toBe('conflict');
    const all = reach(one, { command: 'reveal', how: 'all', revealed: 1 });
    expect(all.revealed).toBe(8);
    expect(refusal(all, { command: 'reveal', how: 'next', revealed: 8 })).toBe('wrong_phase');
  });

  test('live and batched show everything at closing', () => {
    expect(reach(draft(), open, close).revealed).toBe(8);
  });
});

describe('[PHASE-4] rehearsal', () => {
  test('runs the same phases and ends in a fresh round that is official', () => {
    const rehearsed = reach(draft(), { command: 'startRehearsal' }, open, close);
    expect(rehearsed.rehearsal).toBe(true);
    const wiped = reach(rehearsed, { command: 'endRehearsal' });
    expect(wiped).toMatchObject({ phase: 'draft', rehearsal: false, round: 2, voidedRounds: 0 });
  });

  test('can be ended in every phase', () => {
    const rehearsal = reach(draft(), { command: 'startRehearsal' });
    const ways: readonly (readonly PhaseCommand[])[] = [[], [open], [open, pause], [open, close]];
    for (const way of ways)
      expect(reach(reach(rehearsal, ...way), { command: 'endRehearsal' }).rehearsal).toBe(false);
  });

  test('an official vote can neither become a rehearsal nor be wiped as one', () => {
    const opened = reach(draft(), open);
    expect(refusal(opened, { command: 'startRehearsal' })).toBe('wrong_phase');
    expect(refusal(opened, { command: 'endRehearsal' })).toBe('wrong_phase');
  });
});

describe('[PHASE-5] voiding a round', () => {
  test('needs a reason, keeps count and starts anew', () => {
    const closed = reach(draft(), open, close);
    expect(refusal(closed, { command: 'voidRound', reason: ' ' })).toBe('reason_missing');
    expect(reach(closed, voidRound)).toMatchObject({ phase: 'draft', round: 2, voidedRounds: 1 });
  });

  test('is refused while votes come in, and for a rehearsal', () => {
    expect(refusal(reach(draft(), open), voidRound)).toBe('wrong_phase');
    expect(refusal(reach(draft(), { command: 'startRehearsal' }, open, close), voidRound)).toBe(
      'wrong_phase',
    );
  });

  test('is the only way out of an alarm', () => {
    const halted = reach(draft(), open, pause, close);
    const alarmed: Meeting = { ...halted, alarm: 'box_mismatch' };
    expect(refusal(alarmed, { command: 'reveal', how: 'all', revealed: 0 })).toBe('meeting_halted');
    expect(reach(alarmed, voidRound).alarm).toBeNull();
    const atStart: Meeting = { ...reach(draft(), open), alarm: 'box_mismatch' };
    expect(refusal(atStart, pause)).toBe('meeting_halted');
    expect(reach(atStart, voidRound)).toMatchObject({ phase: 'draft', alarm: null });
  });
});
