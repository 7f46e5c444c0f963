import './facts.css';
import type { MeetingPlan } from '../../../shared/meeting.ts';
import { TextField } from '../base/Field.tsx';
import { EmblemField } from './EmblemField.tsx';
import { Section } from './Section.tsx';

interface FactsSectionProps {
  readonly plan: MeetingPlan;
  readonly change: (change: Partial<MeetingPlan>) => void;
  readonly problems: readonly string[];
}

const MOST_LETTERS = 200;

export function FactsSection({ plan, change, problems }: FactsSectionProps) {
  return (
    <Section id="facts" title="会议信息">
      <div class="facts">
        <div class="facts-wide">
          <TextField
            label="会议名称"
            hint="印在测评票和汇总表上，显示在大屏和手机上。"
            error={problems[0]}
            value={plan.title}
            maxLength={MOST_LETTERS}
            onInput={(title) => change({ title })}
          />
        </div>
        <TextField
          label="主办单位"
          value={plan.unit}
          maxLength={MOST_LETTERS}
          onInput={(unit) => change({ unit })}
        />
        <TextField
          label="地点"
          value={plan.place}
          maxLength={MOST_LETTERS}
          onInput={(place) => change({ place })}
        />
        <TextField
          label="日期"
          hint="照原样印出，如 2021 年 1 月 15 日。"
          value={plan.heldOn}
          maxLength={MOST_LETTERS}
          onInput={(heldOn) => change({ heldOn })}
        />
        <EmblemField emblem={plan.emblem} onChange={(emblem) => change({ emblem })} />
      </div>
    </Section>
  );
}
