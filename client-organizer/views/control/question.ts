import { issued } from '../../../shared/meeting.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import { groupMark } from '../../../shared/rule.ts';
import type { SeenMeeting } from '../../seen-meeting.ts';
import { boxTotals } from './box-totals.ts';
import type { Act } from './next-step.ts';
import { unrevealed } from './next-step.ts';
import { missingBallots, olderDataFigures } from './older-data-words.ts';

/** Asked once before an act that cannot be taken back. */
export interface Question {
  readonly title: string;
  /** How things stand at this moment. */
  readonly figures: readonly string[];
  /** What the act does, and what cannot be undone. */
  readonly consequences: readonly string[];
  readonly confirmLabel: string;
  readonly danger: boolean;
}

/**
 * What to ask before an act; null for acts that can simply be taken back. `seen` is the latest that
 * this computer remembers of the meeting.
 */
export function questionBefore(
  act: Act,
  overview: Overview,
  seen: SeenMeeting | null = null,
): Question | null {
  switch (act) {
    case 'open':
      return beforeOpening(overview);
    case 'close':
      return beforeClosing(overview);
    case 'revealNext':
      return overview.meeting.revealed === 0 ? beforeFirstReveal() : null;
    case 'revealAll':
      return beforeRevealingAll(overview);
    case 'endRehearsal':
      return withEvidence(beforeEndingRehearsal(overview), overview);
    case 'voidRound':
      return withEvidence(beforeVoidingRound(overview), overview);
    case 'acceptOlderData':
      return beforeAcceptingOlderData(overview, seen);
    case 'pause':
    case 'resume':
    case 'cancelClosing':
    case 'startRehearsal':
      return null;
  }
}

/** After an alarm the emptied box is also what someone would have to look at. */
function withEvidence(question: Question, { meeting }: Overview): Question {
  if (meeting.alarm === null) return question;
  const warning = '票箱将清空，出错的现场不再保留。请确认技术人员已经备份数据。';
  return { ...question, consequences: [warning, ...question.consequences] };
}

/** `已收回 178 / 发出 180，还有 2 张未投`, in all and then by group where there are several. */
function boxFigures(overview: Overview): readonly string[] {
  const totals = boxTotals(overview);
  const all = figuresLine(totals.returned, totals.issued);
  const { groups } = overview.meeting.plan.rule;
  if (groups.length < 2) return [all];
  const byGroup = groups.map((group, index) => {
    const counts = overview.tickets[index];
    const line = counts === undefined ? '没有测评票' : figuresLine(counts.spent, issued(counts));
    return `${groupMark(index)}（${group.label}）：${line}`;
  });
  return [all, ...byGroup];
}

function figuresLine(returned: number, out: number): string {
  const left = out - returned;
  return `已收回 ${returned} / 发出 ${out}，${left === 0 ? '已全部收回' : `还有 ${left} 张未投`}`;
}

function beforeOpening(overview: Overview): Question {
  const { plan, rehearsal } = overview.meeting;
  const fresh = plan.rule.groups.map(
    (group, index) =>
      `${groupMark(index)}（${group.label}）可用 ${overview.tickets[index]?.fresh ?? 0} 张`,
  );
  return {
    title: rehearsal ? '开启演练测评？' : '开启测评？',
    figures: [
      `票箱 ${boxTotals(overview).returned} 票`,
      `述职人 ${plan.presenters.length} 名，测评项目 ${plan.rule.items.length} 项`,
      ...fresh,
    ],
    consequences: rehearsal
      ? ['这是演练，结束演练时全部清空。']
      : ['开启后，测评办法、述职人及其顺序不能再修改。', '请监票人确认票箱为空。'],
    confirmLabel: rehearsal ? '票箱为空，开启演练' : '票箱为空，开启测评',
    danger: false,
  };
}

function beforeClosing(overview: Overview): Question {
  return {
    title: overview.meeting.closingAt === null ? '结束测评？' : '立即结束测评？',
    figures: boxFigures(overview),
    consequences: [
      '结束后不能再投票，也不能重新开启。未投的票不再计入。',
      afterClosingWords(overview),
      overview.meeting.rehearsal
        ? '如需重来，可在结束后结束演练，票箱清空。'
        : '如需重新测评，可在结束后作废本轮。',
    ],
    confirmLabel: '立即结束测评',
    danger: true,
  };
}

function afterClosingWords({ meeting }: Overview): string {
  switch (meeting.plan.display) {
    case 'live':
    case 'batched':
      return '结束后大屏立即显示全部得分和名次。';
    case 'turnout':
      return '结束后大屏仍不显示得分，等待揭晓。';
  }
}

function beforeFirstReveal(): Question {
  return {
    title: '从最后一名开始揭晓？',
    figures: ['每次揭晓一名，从最后一名依次到第一名。'],
    consequences: [
      '大屏立即显示最后一名的得分和名次，揭晓后不能收回。',
      '之后每按一次，揭晓前一名，不再询问。',
    ],
    confirmLabel: '揭晓最后一名',
    danger: false,
  };
}

function beforeRevealingAll(overview: Overview): Question {
  return {
    title: '全部揭晓？',
    figures: [`还有 ${unrevealed(overview.meeting)} 名尚未揭晓。`],
    consequences: ['大屏立即显示全部得分和名次，揭晓后不能收回。'],
    confirmLabel: '全部揭晓',
    danger: false,
  };
}

function beforeEndingRehearsal(overview: Overview): Question {
  return {
    title: '结束演练？',
    figures: [`演练票箱中有 ${boxTotals(overview).returned} 票。`],
    consequences: [
      '演练收回的票和结果全部清空，不能恢复。',
      '用过的测评票恢复可用，印好的可以用于正式测评。',
      '只为演练而建的会议，结束演练后可在会议列表中删除。',
    ],
    confirmLabel: '清空并结束演练',
    danger: true,
  };
}

function beforeVoidingRound(overview: Overview): Question {
  const round = overview.meeting.voidedRounds + 1;
  return {
    title: `作废第 ${round} 轮测评？`,
    figures: boxFigures(overview),
    consequences: [
      '本轮收回的票全部作废，不能恢复；作废原因和本轮数字记入会议记录。',
      `用过的测评票恢复可用，全体重新测评，为第 ${round + 1} 轮。`,
    ],
    confirmLabel: '作废本轮',
    danger: true,
  };
}

/** [PHASE-7] */
function beforeAcceptingOlderData(overview: Overview, seen: SeenMeeting | null): Question {
  const missing = missingBallots(overview, seen);
  return {
    title: '以现有数据为准？',
    figures: olderDataFigures(overview, seen),
    consequences: [
      ...(missing === null ? [] : [missing]),
      '现有数据之后的投票、制票和设置全部放弃，不能恢复；之后制的测评票不能使用。',
      '如已有人投票，请在确认后作废本轮、全体重新投票。确认记入会议记录。',
    ],
    confirmLabel: '以现有数据为准',
    danger: true,
  };
}
