import { ballotSize } from '../../../shared/ballot.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting, MeetingPlan } from '../../../shared/meeting.ts';
import { meetingShape, newMeeting } from '../../../shared/meeting.ts';
import type { ScreenSnapshot } from '../../../shared/protocol/screen.ts';
import { NOTICE_RULE, type Rule } from '../../../shared/rule.ts';
import { screenSnapshot } from '../../../shared/screen-snapshot.ts';
import { addBallot, emptyTally } from '../../../shared/tally.ts';
import { noticePlan } from '../../notice-plan.ts';

export interface SnapshotOptions {
  readonly plan?: Partial<MeetingPlan>;
  readonly meeting?: Partial<Meeting>;
  readonly revision?: number;
  readonly issued?: readonly number[];
  /** One ballot each: its group, and the grade of each presenter in turn, over and over. */
  readonly ballots?: readonly { readonly group: number; readonly grades: readonly number[] }[];
  readonly interrupted?: boolean;
}

/** What the server would send at such a moment, made by its own function. */
export function snapshotWith(options: SnapshotOptions = {}): ScreenSnapshot {
  const plan = noticePlan(options.plan);
  const shape = meetingShape(plan);
  const tally = emptyTally(shape);
  for (const { group, grades } of options.ballots ?? [])
    addBallot(
      tally,
      group,
      Array.from({ length: ballotSize(shape) }, (_, cell) => {
        const presenter = Math.floor(cell / shape.items);
        return grades[presenter % grades.length] ?? 0;
      }),
    );
  const issued = options.issued ?? plan.rule.groups.map(() => 20);
  return screenSnapshot({
    meeting: { ...newMeeting('meeting00001' as MeetingId, plan, 0), ...options.meeting },
    revision: options.revision ?? 1,
    tickets: issued.map((count, group) => {
      const spent = tally.returned[group] ?? 0;
      return { minted: count, fresh: count - spent, spent, voided: 0 };
    }),
    actual: tally,
    shown: tally,
    interrupted: options.interrupted ?? false,
    closingInMs: options.meeting?.closingAt ?? null,
  });
}

/** The notice's rule with other numbers of grades and groups. */
export function ruleOf(grades: number, groups: number, change: Partial<Rule> = {}): Rule {
  return {
    ...NOTICE_RULE,
    grades: Array.from({ length: grades }, (_, grade) => ({
      label: `等次${grade + 1}`,
      points: String(100 - grade * 5),
    })),
    groups: Array.from({ length: groups }, (_, group) => ({
      label: `票类${group + 1}`,
      weight: group === 0 ? String(100 - 10 * (groups - 1)) : '10',
    })),
    ...change,
  };
}
