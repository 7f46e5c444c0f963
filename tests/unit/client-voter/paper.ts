import type { MeetingId } from '../../../shared/identifiers.ts';
import type { VoterPaper } from '../../../shared/protocol/voter.ts';

/** A paper of two presenters and three items. */
export function paperOf(change: Partial<VoterPaper> = {}): VoterPaper {
  return {
    meeting: 'abcdefabcdef' as MeetingId,
    title: '述职评议大会',
    unit: '市直机关工委',
    presenters: [
      { name: '述职人甲', unit: '单位一', post: '党组书记' },
      { name: '述职人乙', unit: '单位二', post: '党组书记' },
    ],
    items: ['项目一', '项目二', '项目三'],
    grades: ['好', '较好', '一般', '较差'],
    blank: 'refused',
    ...change,
  };
}
