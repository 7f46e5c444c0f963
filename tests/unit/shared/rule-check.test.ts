import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, tenThousandths } from '../../../shared/decimal.ts';
import { checkPlan, type MeetingPlan } from '../../../shared/meeting.ts';
import { NOTICE_RULE, type Rule } from '../../../shared/rule.ts';
import { checkRule } from '../../../shared/rule-check.ts';
import { noticePlan } from '../../notice-plan.ts';
import { anyRule } from './arbitrary-rule.ts';

function messages(rule: Rule): readonly string[] {
  return checkRule(rule).map((refusal) => refusal.message ?? '');
}

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('[RULE-1] what a rule may be', () => {
  test('[RULE-2] the notice’s rule is allowed', () => {
    expect(checkRule(NOTICE_RULE)).toEqual([]);
  });

  test('every rule within the limits is allowed', () => {
    fc.assert(
      fc.property(anyRule(), (rule) => {
        expect(checkRule(rule)).toEqual([]);
      }),
    );
  });

  const refused: readonly [string, Partial<Rule>, string][] = [
    [
      'one grade',
      { grades: [{ label: '好', points: '100' }] },
      '测评等次应为 2 至 10 项，现为 1 项',
    ],
    [
      'eleven grades',
      { grades: times(11, (index) => ({ label: `等次${index}`, points: '1' })) },
      '测评等次应为 2 至 10 项，现为 11 项',
    ],
    [
      'seven groups',
      {
        groups: times(7, (index) => ({ label: `票类${index}`, weight: index === 0 ? '100' : '0' })),
      },
      '票类应为 1 至 6 项，现为 7 项',
    ],
    [
      'twenty-one items',
      {
        items: times(21, (index) => ({ label: `项目${index}`, share: index === 0 ? '100' : '0' })),
      },
      '测评项目应为 1 至 20 项，现为 21 项',
    ],
    [
      'weights that add up to 99.9',
      {
        groups: [
          { label: '领导', weight: '40' },
          { label: '其他', weight: '59.9' },
        ],
      },
      '票类权重合计应为 100，现为 99.9',
    ],
    [
      'shares that add up to 100.0001',
      {
        items: [
          { label: '总体', share: '100' },
          { label: '其他', share: '0.0001' },
        ],
      },
      '比重分值合计应为 100，现为 100.0001',
    ],
    [
      'a negative weight',
      {
        groups: [
          { label: '领导', weight: '-40' },
          { label: '其他', weight: '140' },
        ],
      },
      '“领导”的票类权重应为不小于 0 的数，小数不超过 4 位',
    ],
    [
      'five places',
      { items: [{ label: '总体', share: '100.00000' }] },
      '“总体”的比重分值应为不小于 0 的数，小数不超过 4 位',
    ],
    [
      'points above 1000',
      {
        grades: [
          { label: '好', points: '1000.0001' },
          { label: '差', points: '0' },
        ],
      },
      '等次“好”的分值应为 0 至 1000 的数，小数不超过 4 位',
    ],
    [
      'two grades of one name',
      {
        grades: [
          { label: '好', points: '2' },
          { label: '好', points: '1' },
        ],
      },
      '测评等次名称重复：好',
    ],
    [
      'two names that look the same',
      {
        items: [
          { label: '总体', share: '50' },
          { label: '总\u200b体 ', share: '50' },
        ],
      },
      '测评项目名称重复：总\u200b体 ',
    ],
    ['a name of spaces', { items: [{ label: '  ', share: '100' }] }, '测评项目名称不能为空'],
    ['five decimals', { decimals: 5 }, '小数位数应为 0 至 4 的整数'],
  ];

  test.each(refused)('%s is refused with field and reason', (_, change, message) => {
    expect(messages({ ...NOTICE_RULE, ...change })).toEqual([message]);
  });

  test('every problem is named, not only the first: no group, no item, and no sum of either', () => {
    expect(messages({ ...NOTICE_RULE, groups: [], items: [] })).toHaveLength(4);
  });
});

describe('[RULE-1] what a plan may be', () => {
  const plan: MeetingPlan = noticePlan();

  test('the notice’s meeting is allowed', () => {
    expect(checkPlan(plan)).toEqual([]);
  });

  test.each([0, 61])('%i presenters are refused', (count) => {
    const presenters = times(count, (index) => ({ name: `述职人${index}`, unit: '', post: '' }));
    expect(checkPlan({ ...plan, presenters }).map((refusal) => refusal.message)).toEqual([
      `述职人应为 1 至 60 名，现为 ${count} 名`,
    ]);
  });

  test('a presenter without a name and a meeting without a title are named', () => {
    const problems = checkPlan({
      ...plan,
      title: ' ',
      presenters: [{ name: ' ', unit: '单位一', post: '' }],
    });
    expect(problems.map((refusal) => refusal.field)).toEqual(['会议名称', '第 1 名述职人']);
  });
});

describe('[SCORE-4] decimals are whole ten-thousandths', () => {
  test.each(['', '1.', '.5', '01', '1e3', '1,5', '+1', '-0', ' 1', '1.23456', '１', '9999999'])(
    '%j is no decimal',
    (text) => expect(tenThousandths(text)).toBeNull(),
  );

  test('text and value are each other’s way back', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 9_999_999_999n), (value) => {
        expect(tenThousandths(decimalText(value))).toBe(value);
      }),
    );
  });
});
