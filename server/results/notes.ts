import { groupMark, type Rule } from '../../shared/rule.ts';

/**
 * The rule in words, to stand under every result (RULE-5, SCORE-6). A score is made of points and is
 * never called a rate of anything (SCORE-8).
 */
export function resultNotes(rule: Rule): readonly string[] {
  const grades = rule.grades.map(({ label, points }) => `${label} ${points} 分`);
  const items = rule.items.map(({ label, share }) => `${label} ${share}`);
  const groups = rule.groups.map(
    ({ label, weight }, index) => `${label}（${groupMark(index)}）${weight}%`,
  );
  return [
    `等次分值：${grades.join('，')}。`,
    `测评项目的比重分值：${items.join('，')}，合计 100。`,
    `票类权重：${groups.join('，')}，合计 100%。`,
    '平均分：各等次的分值乘以该等次的票数，相加后除以该类票在该项目上的有效票数。',
    '项目的该类得分：平均分乘以比重分值，除以 100；述职人的该类得分为各项目该类得分之和。',
    '现场测评得分：各类得分乘以该类权重，相加得出。各类票先分别计算，再按权重合计，不混合计票。',
    `计算过程不作取舍，最后一次四舍五入${places(rule.decimals)}。各得分分别由精确值四舍五入，表中数字相加可能与合计相差末位，以现场测评得分为准。`,
    '名次按四舍五入后的得分排列；得分相同的名次并列，其后的名次相应空出。',
    '得票率以该类票在该项目上的有效票数为基数，各等次合计 100.0%。',
    blankNote(rule),
    emptyGroupNote(rule),
    scoreNote(rule),
  ];
}

/** [SCORE-8] */
function scoreNote({ grades }: Rule): string {
  const [lowest] = grades.toSorted((one, other) => Number(one.points) - Number(other.points));
  const example = `例如全部评为“${lowest?.label}”，得分为 ${lowest?.points} 分`;
  return `得分是按等次分值计算的分数，不是百分比；${example}。`;
}

function places(decimals: number): string {
  return decimals === 0 ? '到整数' : `，保留 ${decimals} 位小数`;
}

function blankNote({ blank }: Rule): string {
  switch (blank) {
    case 'refused':
      return '本次测评不设弃权，每一项都须作出评价。';
    case 'allowed':
      return '本次测评可以弃权：弃权不计入有效票数，不参与得分计算；全部弃权的票计为弃权票。';
  }
}

function emptyGroupNote({ emptyGroup }: Rule): string {
  const when = '某类票对某位述职人的任一项目没有有效票时，';
  switch (emptyGroup) {
    case 'withhold':
      return `${when}不计算该述职人的得分，不排名次。`;
    case 'zero':
      return `${when}该述职人的该类得分按 0 分计算。`;
    case 'renormalize':
      return `${when}该类票不参与该述职人的得分计算，其余各类的权重按比例放大到合计 100%。`;
  }
}
