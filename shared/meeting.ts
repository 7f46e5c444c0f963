import type { Shape } from './ballot.ts';
import { shapeOf } from './ballot.ts';
import type { MeetingId } from './identifiers.ts';
import { type Refusal, refuse } from './result.ts';
import { RULE_LIMITS, type Rule } from './rule.ts';
import { checkRule } from './rule-check.ts';

/** 述职人: who is evaluated. */
export interface Presenter {
  readonly name: string;
  readonly unit: string;
  readonly post: string;
}

/** [SECRET-3] How much of a running vote the screen shows. */
export type Display = 'live' | 'batched' | 'turnout';

/** What is prepared before voting opens, and frozen then (RULE-3). */
export interface MeetingPlan {
  readonly title: string;
  /** 主办单位 */
  readonly unit: string;
  readonly place: string;
  /** The day as it is to be printed, `2021-01-15` or words; may be empty. */
  readonly heldOn: string;
  readonly rule: Rule;
  readonly presenters: readonly Presenter[];
  readonly display: Display;
  /** An uploaded emblem as a data URL (PNG or JPEG), or null: none is shipped. */
  readonly emblem: string | null;
}

/** What people fill in for the printed table; may be changed at any time, it decides nothing. */
export interface MeetingPapers {
  /** 应到 and 实到 by group; null while not entered. */
  readonly attendance: readonly {
    readonly expected: number | null;
    readonly present: number | null;
  }[];
  readonly host: string;
  readonly scrutineers: readonly [string, string];
  readonly teller: string;
}

/** [PHASE-1] Sealing follows `closed`. */
export type Phase = 'draft' | 'open' | 'paused' | 'closed';

/**
 * `box_mismatch`: box and tally differ, until the round is voided; it must never be cleared by
 * correcting either of the two. `older_data`: somebody has seen a later state of the meeting, until
 * this one is accepted.
 */
export type MeetingAlarm = 'box_mismatch' | 'older_data';

export interface Meeting {
  readonly id: MeetingId;
  /** Grows by one with every change of this record; a change made from an older one is refused. */
  readonly version: number;
  readonly plan: MeetingPlan;
  readonly papers: MeetingPapers;
  readonly phase: Phase;
  /**
   * Grows whenever the box is emptied (a rehearsal wiped, a round voided), so that a ballot made
   * for one round can never enter another. Not the number that people see: see `voidedRounds`.
   */
  readonly round: number;
  /** How many official rounds were voided before this one (PHASE-5). */
  readonly voidedRounds: number;
  /** [PHASE-4] 演练 */
  readonly rehearsal: boolean;
  /** When an announced closing falls due, in ms since the epoch; null when none is announced. */
  readonly closingAt: number | null;
  /** How many presenters' results are public, counted from the last rank upwards. */
  readonly revealed: number;
  /** While it stands there are no casts and no results. */
  readonly alarm: MeetingAlarm | null;
  /** The highest revision that a console had seen when this record was found to be older; else 0. */
  readonly seenRevision: number;
  /**
   * [PHASE-7] By how much the revisions that are told are ahead of the store's own: grows when older
   * data were accepted, so that they are newer than whatever was seen before.
   */
  readonly revisionLead: number;
  readonly createdAt: number;
}

/** Tickets of one group, by what became of them; `minted` is the sum of the three others. */
export interface TicketCounts {
  readonly minted: number;
  readonly fresh: number;
  readonly spent: number;
  readonly voided: number;
}

/** 发出: tickets that can be, or were, used. */
export function issued(counts: TicketCounts): number {
  return counts.minted - counts.voided;
}

export function meetingShape(plan: MeetingPlan): Shape {
  return shapeOf(plan.rule, plan.presenters.length);
}

export function emptyPapers(groups: number): MeetingPapers {
  return {
    attendance: Array.from({ length: groups }, () => ({ expected: null, present: null })),
    host: '',
    scrutineers: ['', ''],
    teller: '',
  };
}

/** A meeting as it is made: a draft without tickets. */
export function newMeeting(id: MeetingId, plan: MeetingPlan, now: number): Meeting {
  return {
    id,
    version: 1,
    plan,
    papers: emptyPapers(plan.rule.groups.length),
    phase: 'draft',
    round: 1,
    voidedRounds: 0,
    rehearsal: false,
    closingAt: null,
    revealed: 0,
    alarm: null,
    seenRevision: 0,
    revisionLead: 0,
    createdAt: now,
  };
}

/** [RULE-1] All that keeps a plan from being voted on; an unfinished plan may be kept as a draft. */
export function checkPlan(plan: MeetingPlan): readonly Refusal[] {
  return [
    ...(plan.title.trim() === '' ? [refuse('plan_invalid', '会议名称', '会议名称不能为空')] : []),
    ...checkPresenters(plan.presenters),
    ...checkRule(plan.rule),
  ];
}

function checkPresenters(presenters: readonly Presenter[]): Refusal[] {
  const { least, most } = RULE_LIMITS.presenters;
  if (presenters.length < least || presenters.length > most)
    return [
      refuse(
        'plan_invalid',
        '述职人',
        `述职人应为 ${least} 至 ${most} 名，现为 ${presenters.length} 名`,
      ),
    ];
  return presenters.flatMap((presenter, index) =>
    presenter.name.trim() === ''
      ? [refuse('plan_invalid', `第 ${index + 1} 名述职人`, `第 ${index + 1} 名述职人缺少姓名`)]
      : [],
  );
}
