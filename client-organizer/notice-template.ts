import type { MeetingPlan } from '../shared/meeting.ts';
import { NOTICE_RULE } from '../shared/rule.ts';

/**
 * The notice's meeting, ready but for what only the organizer knows. [RULE-2] Its rule is filled
 * in; the display holds back what a small group could give away (SECRET-3).
 */
export const NOTICE_TEMPLATE: MeetingPlan = {
  title: '',
  unit: '',
  place: '',
  heldOn: '',
  rule: NOTICE_RULE,
  presenters: [],
  display: 'batched',
  emblem: null,
};
