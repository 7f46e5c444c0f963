import { decimalText, tenThousandths } from './decimal.ts';
import { type Refusal, refuse } from './result.ts';
import { RULE_LIMITS, type Rule } from './rule.ts';

const HUNDRED = 1_000_000n;

/**
 * [RULE-1] All that is wrong with a rule, in the order of its fields; empty when it may be used.
 * Each refusal names the field and the reason in Chinese. Assumes the shape of `Rule`, not its values.
 */
export function checkRule(rule: Rule): readonly Refusal[] {
  return [
    ...checkLength('测评等次', rule.grades, RULE_LIMITS.grades),
    ...checkLabels('测评等次', rule.grades),
    ...rule.grades.flatMap((grade) => checkPoints(grade.label, grade.points)),
    ...checkLength('票类', rule.groups, RULE_LIMITS.groups),
    ...checkLabels('票类', rule.groups),
    ...checkHundred(
      '票类权重',
      rule.groups.map((group) => ({ label: group.label, amount: group.weight })),
    ),
    ...checkLength('测评项目', rule.items, RULE_LIMITS.items),
    ...checkLabels('测评项目', rule.items),
    ...checkHundred(
      '比重分值',
      rule.items.map((item) => ({ label: item.label, amount: item.share })),
    ),
    ...checkDecimals(rule.decimals),
  ];
}

function checkLength(
  field: string,
  list: readonly unknown[],
  limits: { readonly least: number; readonly most: number },
): Refusal[] {
  if (list.length >= limits.least && list.length <= limits.most) return [];
  return [
    refuse(
      'rule_invalid',
      field,
      `${field}应为 ${limits.least} 至 ${limits.most} 项，现为 ${list.length} 项`,
    ),
  ];
}

function checkLabels(field: string, list: readonly { readonly label: string }[]): Refusal[] {
  const seen = new Set<string>();
  const refusals: Refusal[] = [];
  for (const { label } of list) {
    if (visible(label) === '') refusals.push(refuse('rule_invalid', field, `${field}名称不能为空`));
    else if (label.length > RULE_LIMITS.labelLength)
      refusals.push(
        refuse(
          'rule_invalid',
          field,
          `${field}名称不能超过 ${RULE_LIMITS.labelLength} 个字：${label}`,
        ),
      );
    else if (seen.has(visible(label)))
      refusals.push(refuse('rule_invalid', field, `${field}名称重复：${label}`));
    seen.add(visible(label));
  }
  return refusals;
}

/** What can be told apart by eye: no spaces, and none of the marks that have no width. */
function visible(label: string): string {
  return label.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}

function checkPoints(label: string, points: string): Refusal[] {
  const value = tenThousandths(points);
  if (value !== null && value <= BigInt(RULE_LIMITS.points) * 10_000n) return [];
  return [
    refuse(
      'rule_invalid',
      `等次“${label}”分值`,
      `等次“${label}”的分值应为 0 至 ${RULE_LIMITS.points} 的数，小数不超过 4 位`,
    ),
  ];
}

function checkHundred(
  field: string,
  parts: readonly { readonly label: string; readonly amount: string }[],
): Refusal[] {
  let sum = 0n;
  for (const { label, amount } of parts) {
    const value = tenThousandths(amount);
    if (value === null)
      return [
        refuse(
          'rule_invalid',
          `“${label}”${field}`,
          `“${label}”的${field}应为不小于 0 的数，小数不超过 4 位`,
        ),
      ];
    sum += value;
  }
  if (sum === HUNDRED) return [];
  return [refuse('rule_invalid', `${field}合计`, `${field}合计应为 100，现为 ${decimalText(sum)}`)];
}

function checkDecimals(decimals: number): Refusal[] {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= RULE_LIMITS.decimals) return [];
  return [refuse('rule_invalid', '小数位数', `小数位数应为 0 至 ${RULE_LIMITS.decimals} 的整数`)];
}
