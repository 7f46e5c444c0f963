import type { MeetingPlan } from '../../../shared/meeting.ts';
import { type PlanProblem, problemsIn } from '../../plan-problems.ts';
import { SECTIONS, type SectionId, showSection } from './section-anchors.ts';

interface SectionListProps {
  readonly plan: MeetingPlan;
  readonly problems: readonly PlanProblem[];
  readonly importPending: boolean;
}

/** What there is to prepare, and which of it is not complete yet. */
export function SectionList({ plan, problems, importPending }: SectionListProps) {
  return (
    <nav class="section-list" aria-label="本页内容">
      <ul>
        {SECTIONS.map(({ id, label, parts }) => {
          const unused = id === 'presenters' && importPending;
          const missing = unused ? 0 : problemsIn(problems, ...parts).length;
          const done = unused ? '导入的名单未使用' : doneWords(id, plan);
          return (
            <li key={id}>
              <button type="button" class="section-link" onClick={() => showSection(id)}>
                <span>{label}</span>
                <span class={missing > 0 ? 'section-missing' : 'section-done'}>
                  {missing > 0 ? `${missing} 处待补` : done}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const DISPLAY_WORDS: Readonly<Record<MeetingPlan['display'], string>> = {
  live: '实时',
  batched: '分批',
  turnout: '只显示票数',
};

/** None of these keeps the vote from opening, but all of them are printed. */
function factsWords({ unit, place, heldOn }: MeetingPlan): string {
  const facts = [
    { label: '主办单位', value: unit },
    { label: '地点', value: place },
    { label: '日期', value: heldOn },
  ];
  const missing = facts.filter(({ value }) => value.trim() === '').map(({ label }) => label);
  return missing.length === 0 ? '已填' : `未填：${missing.join('、')}`;
}

function doneWords(section: SectionId, plan: MeetingPlan): string {
  switch (section) {
    case 'facts':
      return factsWords(plan);
    case 'presenters':
      return `${plan.presenters.length} 名`;
    case 'rule':
      return `${plan.rule.items.length} 项`;
    case 'display':
      return DISPLAY_WORDS[plan.display];
  }
}
