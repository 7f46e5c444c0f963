import { describe, expect, test } from 'vitest';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Meeting, meetingShape, newMeeting } from '../../../shared/meeting.ts';
import { type ScreenMoment, screenSnapshot } from '../../../shared/screen-snapshot.ts';
import { addBallot, emptyTally } from '../../../shared/tally.ts';
import { noticePlan } from '../../notice-plan.ts';

/** Three leaders and two others; each presenter is graded one worse than the one before. */
function moment(
  change: Partial<Meeting>,
  display: 'live' | 'batched' | 'turnout' = 'live',
): ScreenMoment {
  const plan = noticePlan({ display });
  const actual = emptyTally(meetingShape(plan));
  const marks = plan.presenters.flatMap((_, presenter) =>
    plan.rule.items.map(() => Math.min(3, presenter)),
  );
  for (const group of [0, 0, 0, 1, 1]) addBallot(actual, group, marks);
  return {
    meeting: { ...newMeeting('meeting00001' as MeetingId, plan, 0), phase: 'open', ...change },
    revision: 7,
    tickets: [
      { minted: 20, fresh: 16, spent: 3, voided: 1 },
      { minted: 160, fresh: 158, spent: 2, voided: 0 },
    ],
    actual,
    shown: display === 'batched' ? emptyTally(meetingShape(plan)) : actual,
    interrupted: false,
    closingInMs: null,
  };
}

function scores(of: ScreenMoment): readonly (string | null | undefined)[] {
  return screenSnapshot(of).presenters.map(({ result }) => result?.score);
}

describe('[SCREEN-1] one moment', () => {
  test('states returned, issued and weight of every group, and counts with their base', () => {
    const snapshot = screenSnapshot(moment({}));
    expect(snapshot.groups).toEqual([
      { label: '领导', mark: 'A 票', weight: '40', issued: 19, returned: 3, shown: 3 },
      { label: '其他', mark: 'B 票', weight: '60', issued: 160, returned: 2, shown: 2 },
    ]);
    expect(snapshot.presenters[1]?.result).toMatchObject({
      score: '80.00',
      groupScores: ['80.00', '80.00'],
      all: { counts: [0, 30, 0, 0], valid: 30, percents: ['0.0', '100.0', '0.0', '0.0'] },
      groups: [{ valid: 18 }, { valid: 12 }],
    });
  });

  test('batched figures contain only what was shown, and say of how many ballots', () => {
    const snapshot = screenSnapshot(moment({}, 'batched'));
    expect(snapshot.groups.map((group) => [group.returned, group.shown])).toEqual([
      [3, 0],
      [2, 0],
    ]);
    expect(scores(moment({}, 'batched')).every((score) => score === null)).toBe(true);
  });

  test('after closing, results are public from the last rank upwards', () => {
    const closed = (revealed: number) => moment({ phase: 'closed', revealed }, 'turnout');
    expect(scores(closed(0)).every((score) => score === undefined)).toBe(true);
    expect(scores(closed(5))).toEqual([
      undefined,
      undefined,
      undefined,
      '50.00',
      '50.00',
      '50.00',
      '50.00',
      '50.00',
    ]);
    expect(scores(closed(8))[0]).toBe('100.00');
  });

  test('an alarm hides every figure that would be a result', () => {
    const halted = screenSnapshot(moment({ phase: 'closed', revealed: 8, alarm: 'box_mismatch' }));
    expect(halted.halted).toBe(true);
    expect(halted.presenters.every(({ result }) => result === null)).toBe(true);
  });
});

describe('[RULE-5] a group without a valid mark', () => {
  test('is named beside the withheld score', () => {
    const before = moment({});
    const actual = emptyTally(before.actual.shape);
    addBallot(actual, 1, new Array(48).fill(0));
    const [first] = screenSnapshot({ ...before, actual, shown: actual }).presenters;
    expect(first?.result).toMatchObject({
      score: null,
      groupScores: [null, '100.00'],
      missingGroups: ['领导'],
    });
  });
});
