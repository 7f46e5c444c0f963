import type { Display, MeetingPlan, TicketCounts } from '../../../shared/meeting.ts';
import { smallGroups } from '../../plan-problems.ts';
import { Notice } from '../base/Notice.tsx';
import { RadioGroup } from '../base/RadioGroup.tsx';
import { Section } from './Section.tsx';

const DISPLAY_OPTIONS: readonly {
  readonly value: Display;
  readonly label: string;
  readonly hint: string;
}[] = [
  {
    value: 'batched',
    label: '分批显示',
    hint: '得分每批至少 5 张、延后一批更新，最后几张结束后计入，看不出某一张票怎么填。一般选这个。',
  },
  {
    value: 'live',
    label: '实时显示',
    hint: '每收一张票立即更新得分。票数很少时，旁人可能从前后变化推算出某一张票。',
  },
  {
    value: 'turnout',
    label: '只显示票数',
    hint: '测评期间只显示收回多少张；得分在结束后揭晓，可从最后一名起逐名揭晓，也可全部揭晓。',
  },
];

interface DisplaySectionProps {
  readonly plan: MeetingPlan;
  readonly tickets: readonly TicketCounts[];
  readonly change: (change: Partial<MeetingPlan>) => void;
}

export function DisplaySection({ plan, tickets, change }: DisplaySectionProps) {
  const small = plan.display === 'live' ? smallGroups(plan, tickets) : [];
  return (
    <Section id="display" title="大屏显示">
      <RadioGroup
        legend="测评期间大屏显示什么"
        value={plan.display}
        options={DISPLAY_OPTIONS}
        onChange={(display) => change({ display })}
      />
      {small.length > 0 && (
        <Notice kind="warning">
          {small.join('、')}，不足 10
          张，实时显示可能泄露个人的评价。建议改为“分批显示”或“只显示票数”。
        </Notice>
      )}
    </Section>
  );
}
