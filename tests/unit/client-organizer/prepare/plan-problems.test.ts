import { describe, expect, test } from 'vitest';
import {
  type PlanPart,
  planProblems,
  problemsIn,
  smallGroups,
} from '../../../../client-organizer/plan-problems.ts';
import type { MeetingPlan, TicketCounts } from '../../../../shared/meeting.ts';
import { NOTICE_RULE, type Rule } from '../../../../shared/rule.ts';
import { noticePlan } from '../../../notice-plan.ts';

function withRule(change: Partial<Rule>): MeetingPlan {
  return noticePlan({ rule: { ...NOTICE_RULE, ...change } });
}

const cases: readonly [string, MeetingPlan, PlanPart][] = [
  ['no title', noticePlan({ title: ' ' }), 'facts'],
  ['no presenters', noticePlan({ presenters: [] }), 'presenters'],
  [
    'a presenter without a name',
    noticePlan({ presenters: [{ name: '', unit: '单位一', post: '党组书记' }] }),
    'presenters',
  ],
  ['too few grades', withRule({ grades: [{ label: '好', points: '100' }] }), 'grades'],
  [
    'points that are no number',
    withRule({ grades: [...NOTICE_RULE.grades.slice(1), { label: '好', points: '一百' }] }),
    'grades',
  ],
  ['weights of 90', withRule({ groups: [{ label: '领导', weight: '90' }] }), 'groups'],
  ['a weight that is no number', withRule({ groups: [{ label: '领导', weight: '' }] }), 'groups'],
  ['shares of 50', withRule({ items: [{ label: '落实党建责任', share: '50' }] }), 'items'],
  ['an item without a name', withRule({ items: [{ label: '', share: '100' }] }), 'items'],
  ['five decimals', withRule({ decimals: 5 }), 'publishing'],
  [
    'an item named like another field',
    withRule({ items: [{ label: '票类权重', share: '' }] }),
    'items',
  ],
];

describe('[RULE-1] what is wrong is named where it is mended', () => {
  test('nothing is wrong with the notice’s meeting', () => {
    expect(planProblems(noticePlan())).toEqual([]);
  });

  test.each(cases)('%s', (_, plan, part) => {
    const problems = planProblems(plan);
    expect(problems.length).toBeGreaterThan(0);
    expect(problemsIn(problems, part)).toEqual(problems.map(({ text }) => text));
  });
});

describe('[SECRET-3] small groups', () => {
  const counts = (minted: number, voided = 0): TicketCounts => ({
    minted,
    voided,
    spent: 0,
    fresh: minted - voided,
  });

  test.each([
    [[counts(20), counts(160)], []],
    [[counts(9), counts(160)], ['A 票（领导）9 张']],
    [[counts(12, 3), counts(10)], ['A 票（领导）9 张']],
    [[counts(0), counts(1)], ['B 票（其他）1 张']],
    [[], []],
  ])('%j', (tickets, small) => {
    expect(smallGroups(noticePlan(), tickets)).toEqual(small);
  });
});
