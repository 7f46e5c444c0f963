import { describe, expect, test } from 'vitest';
import { actLabel, situation } from '../../../../client-organizer/views/control/act-words.ts';
import { commandOf } from '../../../../client-organizer/views/control/command.ts';
import {
  type Act,
  type NextStep,
  nextStep,
} from '../../../../client-organizer/views/control/next-step.ts';
import type { Meeting, MeetingPlan } from '../../../../shared/meeting.ts';
import { decidePhase, type PhaseCommand } from '../../../../shared/phase.ts';
import { meetingOf, overviewOf, TICKETS } from './moment.ts';

interface Case {
  readonly when: string;
  readonly meeting: Partial<Meeting>;
  readonly plan?: Partial<MeetingPlan>;
  readonly ready?: boolean;
  readonly main: string;
  readonly others: readonly Act[];
}

const CASES: readonly Case[] = [
  { when: 'unprepared', meeting: {}, ready: false, main: 'prepare', others: ['startRehearsal'] },
  { when: 'ready', meeting: {}, main: '开启测评', others: ['startRehearsal'] },
  {
    when: 'rehearsal ready',
    meeting: { rehearsal: true },
    main: '开启演练测评',
    others: ['endRehearsal'],
  },
  { when: 'open', meeting: { phase: 'open' }, main: '结束测评', others: ['pause'] },
  {
    when: 'open in a rehearsal',
    meeting: { phase: 'open', rehearsal: true },
    main: '结束测评',
    others: ['pause', 'endRehearsal'],
  },
  {
    when: 'counting down',
    meeting: { phase: 'open', closingAt: 1 },
    main: '取消结束',
    others: ['close', 'pause'],
  },
  {
    when: 'paused',
    meeting: { phase: 'paused' },
    main: '恢复测评',
    others: ['close', 'voidRound'],
  },
  {
    when: 'closed, nothing revealed',
    meeting: { phase: 'closed', revealed: 0 },
    plan: { display: 'turnout' },
    main: '从最后一名开始揭晓',
    others: ['revealAll', 'voidRound'],
  },
  {
    when: 'one left to reveal',
    meeting: { phase: 'closed', revealed: 7 },
    plan: { display: 'turnout' },
    main: '揭晓剩下的一名',
    others: ['revealAll', 'voidRound'],
  },
  {
    when: 'all revealed',
    meeting: { phase: 'closed', revealed: 8 },
    main: 'result',
    others: ['voidRound'],
  },
  {
    when: 'a rehearsal is over',
    meeting: { phase: 'closed', revealed: 8, rehearsal: true },
    main: '结束演练',
    others: [],
  },
  {
    when: 'halted while open',
    meeting: { phase: 'open', alarm: 'box_mismatch' },
    main: 'halted',
    others: ['voidRound'],
  },
  {
    when: 'halted in a rehearsal',
    meeting: { phase: 'closed', alarm: 'box_mismatch', rehearsal: true },
    main: 'halted',
    others: ['endRehearsal'],
  },
  {
    when: 'halted by older data',
    meeting: { phase: 'open', alarm: 'older_data' },
    main: 'halted',
    others: ['acceptOlderData'],
  },
];

function stepOf({ meeting, plan = {}, ready = true }: Case): { at: Meeting; next: NextStep } {
  const at = meetingOf(meeting, plan);
  return { at, next: nextStep(at, ready) };
}

/** Null for what is no business of the phases. */
function phaseCommand(act: Act, at: Meeting): PhaseCommand | null {
  const answers = { countdownSeconds: 0, reason: '设备故障' };
  const request = commandOf(act, answers, overviewOf(at));
  switch (request.command) {
    case 'reveal':
      return { command: 'reveal', how: request.how, revealed: request.revealed };
    case 'voidRound':
      return { command: 'voidRound', reason: request.reason };
    case 'acceptOlderData':
      return null;
    default:
      return { command: request.command };
  }
}

describe('[PHASE-1] the one next step', () => {
  test.each(CASES)('$when: $main', (given) => {
    const { at, next } = stepOf(given);
    expect(next.main.step === 'act' ? actLabel(next.main.act, at) : next.main.step).toBe(
      given.main,
    );
    expect(next.others).toEqual(given.others);
    expect(situation(at, given.ready ?? true)).not.toBe('');
  });

  test.each(CASES)('$when: the meeting accepts all that is offered', (given) => {
    const { at, next } = stepOf(given);
    const offered = [...next.others, ...(next.main.step === 'act' ? [next.main.act] : [])];
    for (const act of offered) {
      const command = phaseCommand(act, at);
      if (command === null) expect(at.alarm).toBe('older_data');
      else expect(decidePhase(at, command, TICKETS), act).toMatchObject({ ok: true });
    }
  });
});
