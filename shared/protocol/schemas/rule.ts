import { z } from 'zod';
import { RULE_LIMITS, type Rule } from '../../rule.ts';

/**
 * The shape of a rule, with generous lengths: whether its values are allowed is `checkRule`'s to
 * say, in Chinese and field by field. A draft may be kept while it is unfinished.
 */
const label = z.string().max(100);
const decimal = z.string().max(20);

export const ruleSchema: z.ZodType<Rule> = z.strictObject({
  grades: z.array(z.strictObject({ label, points: decimal })).max(RULE_LIMITS.grades.most * 2),
  groups: z.array(z.strictObject({ label, weight: decimal })).max(RULE_LIMITS.groups.most * 2),
  items: z.array(z.strictObject({ label, share: decimal })).max(RULE_LIMITS.items.most * 2),
  blank: z.enum(['refused', 'allowed']),
  emptyGroup: z.enum(['withhold', 'zero', 'renormalize']),
  decimals: z.number().int().min(0).max(RULE_LIMITS.decimals),
});
