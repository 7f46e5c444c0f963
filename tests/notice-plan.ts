import type { MeetingPlan } from '../shared/meeting.ts';
import { NOTICE_RULE } from '../shared/rule.ts';

const ORDINALS = '甲乙丙丁戊己庚辛';

/** The notice's meeting: eight presenters, six items, two groups. */
export function noticePlan(change: Partial<MeetingPlan> = {}): MeetingPlan {
  return {
    title: '党组（党委）书记履行基层党建工作责任述职评议大会',
    unit: '市直机关工委',
    place: '会议中心',
    heldOn: '2021-01-15',
    rule: NOTICE_RULE,
    presenters: Array.from(ORDINALS, (ordinal, index) => ({
      name: `述职人${ordinal}`,
      unit: `单位${'一二三四五六七八'[index]}`,
      post: '党组书记',
    })),
    display: 'live',
    emblem: null,
    ...change,
  };
}
