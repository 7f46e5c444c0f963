import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, sumToHundred, sumWords } from '../../../../client-organizer/running-sum.ts';
import { decimalText } from '../../../../shared/decimal.ts';
import { NOTICE_RULE } from '../../../../shared/rule.ts';

describe('[RULE-1] the running sum', () => {
  test.each([
    [['40', '60'], '合计 100'],
    [['20', '15', '15', '20', '15', '10'], '合计 95，还差 5'],
    [['40', '65.5'], '合计 105.5，超出 5.5'],
    [['33.3333', '33.3333', '33.3333'], '合计 99.9999，还差 0.0001'],
    [[], '合计 0，还差 100'],
    [['40', ''], '合计无法计算，请先改正上面的数'],
    [['40', '60.00001'], '合计无法计算，请先改正上面的数'],
  ])('%j is %s', (amounts, words) => {
    expect(sumWords(sumToHundred(amounts))).toBe(words);
  });

  test('[RULE-2] the notice’s weights and the default shares are exact', () => {
    expect(sumToHundred(NOTICE_RULE.groups.map(({ weight }) => weight)).state).toBe('exact');
    expect(sumToHundred(NOTICE_RULE.items.map(({ share }) => share)).state).toBe('exact');
  });

  test('what is said to be missing makes it exact', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 5 }), (parts) => {
        const amounts = parts.map((part) => decimalText(BigInt(part)));
        const sum = sumToHundred(amounts);
        if (sum.state !== 'missing') return;
        expect(sumToHundred([...amounts, sum.amount]).state).toBe('exact');
      }),
    );
  });
});

test.each([
  ['４０', '40'],
  [' 12.5 ', '12.5'],
  ['40%', '40'],
  ['40％', '40'],
  ['20 分', '20'],
  ['二十', '二十'],
])('an amount typed as %j is read as %j', (typed, amount) => {
  expect(readAmount(typed)).toBe(amount);
});
