import type { BlankPolicy, EmptyGroupPolicy, Rule } from '../../../shared/rule.ts';
import { RULE_LIMITS } from '../../../shared/rule.ts';
import { Field } from '../base/Field.tsx';
import { RadioGroup } from '../base/RadioGroup.tsx';

const BLANK_OPTIONS: readonly {
  readonly value: BlankPolicy;
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: 'refused', label: '不设弃权', hint: '每一项都要选一个等次才能提交。' },
  {
    value: 'allowed',
    label: '可以弃权',
    hint: '每一项多一个“弃权”选项，弃权不计入有效票数。',
  },
];

const EMPTY_GROUP_OPTIONS: readonly {
  readonly value: EmptyGroupPolicy;
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: 'withhold', label: '不计算得分', hint: '不给出得分，并说明缺哪一类票。' },
  { value: 'zero', label: '该类计 0 分', hint: '缺票的那一类按 0 分计入。' },
  {
    value: 'renormalize',
    label: '按其余票类折算',
    hint: '其余票类的权重按比例放大到 100 后计算。',
  },
];

interface PublishingFieldsProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

/** [RULE-4, RULE-5, SCORE-4] */
export function PublishingFields({ rule, onChange }: PublishingFieldsProps) {
  return (
    <div class="publishing">
      <RadioGroup
        legend="弃权"
        value={rule.blank}
        options={BLANK_OPTIONS}
        onChange={(blank) => onChange({ ...rule, blank })}
      />
      <RadioGroup
        legend="某述职人缺少某一类的有效票时"
        value={rule.emptyGroup}
        options={EMPTY_GROUP_OPTIONS}
        onChange={(emptyGroup) => onChange({ ...rule, emptyGroup })}
      />
      <Field label="得分保留小数" hint="四舍五入，名次按保留后的得分排列。">
        {(control) => (
          <select
            {...control}
            class="input decimals"
            value={String(rule.decimals)}
            onChange={(event) => onChange({ ...rule, decimals: Number(event.currentTarget.value) })}
          >
            {Array.from({ length: RULE_LIMITS.decimals + 1 }, (_, places) => (
              <option key={places} value={String(places)}>
                {places === 0 ? '整数' : `${places} 位`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
