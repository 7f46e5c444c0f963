import type { Meeting } from '../../../shared/meeting.ts';
import type { Act } from './next-step.ts';
import { unrevealed } from './next-step.ts';

/** What stands on the button. */
export function actLabel(act: Act, meeting: Meeting): string {
  switch (act) {
    case 'open':
      return meeting.rehearsal ? '开启演练测评' : '开启测评';
    case 'pause':
      return '暂停';
    case 'resume':
      return '恢复测评';
    case 'close':
      return meeting.closingAt === null ? '结束测评' : '立即结束';
    case 'cancelClosing':
      return '取消结束';
    case 'revealNext':
      return revealLabel(meeting);
    case 'revealAll':
      return '全部揭晓';
    case 'startRehearsal':
      return '先演练';
    case 'endRehearsal':
      return '结束演练';
    case 'voidRound':
      return '作废本轮';
    case 'acceptOlderData':
      return '以现有数据为准';
  }
}

function revealLabel(meeting: Meeting): string {
  if (meeting.revealed === 0) return '从最后一名开始揭晓';
  // The first rank as a rule, but without valid ballots there may be none.
  return unrevealed(meeting) === 1 ? '揭晓剩下的一名' : '揭晓前一名';
}

/** One sentence above the big button: where the meeting stands, and what comes now. */
export function situation(meeting: Meeting, ready: boolean): string {
  if (meeting.alarm === 'older_data') return '测评已中止。核对清楚之前，不要做任何操作。';
  if (meeting.alarm !== null)
    return '测评已中止，请联系技术人员。原因查明、数据备份之前，不要做任何操作。';
  switch (meeting.phase) {
    case 'draft':
      if (!ready) return '还不能开启，请先补齐下面标出的事项。';
      return meeting.rehearsal ? '演练准备就绪。' : '准备就绪，可以开启测评。';
    case 'open':
      return meeting.closingAt === null
        ? '正在测评。收齐后结束。'
        : '正在倒计时，时间一到自动结束。';
    case 'paused':
      return '测评已暂停，手机上的填写都保留着。';
    case 'closed':
      return situationOfClosed(meeting);
  }
}

function situationOfClosed(meeting: Meeting): string {
  const left = unrevealed(meeting);
  if (left === 0)
    return meeting.rehearsal
      ? '演练已走完。结束演练后，可用印好的票正式测评，也可删除会议。'
      : '测评已结束，结果已揭晓。';
  if (meeting.revealed === 0) return '测评已结束，大屏尚未显示得分。';
  return `已揭晓 ${meeting.revealed} 名，还有 ${left} 名。`;
}
