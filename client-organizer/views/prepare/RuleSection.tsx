import './rule.css';
import { useState } from 'preact/hooks';
import { groupMark, NOTICE_RULE, RULE_LIMITS, type Rule } from '../../../shared/rule.ts';
import { type PlanProblem, problemsIn } from '../../plan-problems.ts';
import { sumToHundred } from '../../running-sum.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { Notice } from '../base/Notice.tsx';
import { AmountTable } from './AmountTable.tsx';
import { PublishingFields } from './PublishingFields.tsx';
import { Section } from './Section.tsx';

interface RuleSectionProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly problems: readonly PlanProblem[];
}

export function RuleSection({ rule, onChange, problems }: RuleSectionProps) {
  return (
    <Section id="rule" title="测评办法">
      <Notice kind="info">
        <p>
          等次分值、票类权重和六个项目按 2020 年市直单位述职评议考核实施方案填好。
          <strong>
            方案没有规定各项目的比重，20、15、15、20、15、15
            是本系统的默认值，请按本次会议的规定核对。
          </strong>
        </p>
        <p>
          每个项目按票类分别算平均分（等次分值 × 票数 ÷
          有效票数），乘以比重；各票类得分再按权重相加。全程精确计算，最后一步四舍五入。
        </p>
        <RestoreNotice rule={rule} onRestore={() => onChange(NOTICE_RULE)} />
      </Notice>
      <AmountTable
        title="测评等次"
        intro="从好到差排列，手机上按这个顺序显示。"
        rowName="等次"
        labelHeading="等次"
        amountHeading="分值"
        limits={RULE_LIMITS.grades}
        rows={rule.grades.map(({ label, points }) => ({ label, amount: points }))}
        problems={problemsIn(problems, 'grades')}
        onChange={(rows) =>
          onChange({
            ...rule,
            grades: rows.map(({ label, amount }) => ({ label, points: amount })),
          })
        }
      />
      <AmountTable
        title="票类"
        intro="每类票单独制票，权重合计必须为 100。"
        rowName="票类"
        labelHeading="票类"
        amountHeading="权重（%）"
        mark={groupMark}
        limits={RULE_LIMITS.groups}
        rows={rule.groups.map(({ label, weight }) => ({ label, amount: weight }))}
        sum={sumToHundred(rule.groups.map(({ weight }) => weight))}
        problems={problemsIn(problems, 'groups')}
        onChange={(rows) =>
          onChange({
            ...rule,
            groups: rows.map(({ label, amount }) => ({ label, weight: amount })),
          })
        }
      />
      <AmountTable
        title="测评项目"
        intro="比重分值合计必须为 100。只保留一个项目时，手机上一页列出全部述职人。"
        rowName="项目"
        labelHeading="测评项目"
        amountHeading="比重分值"
        limits={RULE_LIMITS.items}
        rows={rule.items.map(({ label, share }) => ({ label, amount: share }))}
        sum={sumToHundred(rule.items.map(({ share }) => share))}
        problems={problemsIn(problems, 'items')}
        onChange={(rows) =>
          onChange({ ...rule, items: rows.map(({ label, amount }) => ({ label, share: amount })) })
        }
      />
      <PublishingFields rule={rule} onChange={onChange} />
    </Section>
  );
}

interface RestoreNoticeProps {
  readonly rule: Rule;
  readonly onRestore: () => void;
}

function RestoreNotice({ rule, onRestore }: RestoreNoticeProps) {
  const [asking, setAsking] = useState(false);
  if (JSON.stringify(rule) === JSON.stringify(NOTICE_RULE)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>恢复为默认办法</Button>
      {asking && (
        <ConfirmDialog
          title="恢复为默认办法？"
          confirmLabel="恢复"
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            onRestore();
          }}
        >
          <p>等次、票类、项目和计分规定都换成默认的，现在填的不再保留。保存后生效。</p>
        </ConfirmDialog>
      )}
    </>
  );
}
