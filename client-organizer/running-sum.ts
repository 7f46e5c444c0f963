import { decimalText, tenThousandths } from '../shared/decimal.ts';

const HUNDRED = 1_000_000n;

/** How far amounts that must add up to exactly 100 have come. `amount` is a decimal text. */
export type RunningSum =
  | { readonly state: 'exact' }
  | { readonly state: 'missing' | 'over'; readonly sum: string; readonly amount: string }
  /** One of them is no decimal with at most 4 places, so there is no sum. */
  | { readonly state: 'unreadable' };

/** [RULE-1] Exact: 33.3333 three times is short by 0.0001. */
export function sumToHundred(amounts: readonly string[]): RunningSum {
  let sum = 0n;
  for (const amount of amounts) {
    const value = tenThousandths(amount);
    if (value === null) return { state: 'unreadable' };
    sum += value;
  }
  if (sum === HUNDRED) return { state: 'exact' };
  return sum < HUNDRED
    ? { state: 'missing', sum: decimalText(sum), amount: decimalText(HUNDRED - sum) }
    : { state: 'over', sum: decimalText(sum), amount: decimalText(sum - HUNDRED) };
}

export function sumWords(sum: RunningSum): string {
  switch (sum.state) {
    case 'exact':
      return '合计 100';
    case 'missing':
      return `合计 ${sum.sum}，还差 ${sum.amount}`;
    case 'over':
      return `合计 ${sum.sum}，超出 ${sum.amount}`;
    case 'unreadable':
      return '合计无法计算，请先改正上面的数';
  }
}

/** What someone typed as an amount: full-width digits, blanks, a trailing % or 分 are meant well. */
export function readAmount(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[%分]$/, '');
}
