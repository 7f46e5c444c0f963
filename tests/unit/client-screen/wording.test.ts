import { describe, expect, it } from 'vitest';
import { allAwaitBatches } from '../../../client-screen/batches.ts';
import {
  baseText,
  batchReason,
  batchText,
  countdownText,
  countsText,
  footTexts,
  formulaText,
  groupScoreText,
  missingText,
  phaseText,
  typedAddress,
  withheldText,
} from '../../../client-screen/wording.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import { ruleOf, snapshotWith } from './snapshots.ts';

const OTHERS_ONLY = [{ group: 1, grades: [0] }];

describe('the words of the screen', () => {
  it('[SCORE-6] the base of the bars is named', () => {
    expect(baseText(snapshotWith())).toBe('条形：各等次所占比例（按项次计，每票 6 项，未加权）');
    const items = [{ label: '总体评价', share: '100' }];
    expect(baseText(snapshotWith({ plan: { rule: ruleOf(4, 1, { items }) } }))).toBe(
      '条形：各等次所占比例（按票计）',
    );
    const withBlank = snapshotWith({ plan: { rule: { ...NOTICE_RULE, blank: 'allowed' } } });
    expect(baseText(withBlank)).toContain('不含弃权');
    expect(countsText(snapshotWith())).toBe('各等次数按项次计，每票 6 项，未加权');
  });

  it('[SECRET-3] batched figures say how many ballots they contain', () => {
    const batched = snapshotWith({
      plan: { display: 'batched' },
      meeting: { phase: 'open' },
      ballots: OTHERS_ONLY,
    });
    expect(batchText(batched)).toBe('已计入 1/1 票');
    expect(batchText({ ...batched, phase: 'closed' })).toBeNull();
    expect(batchText(snapshotWith({ meeting: { phase: 'open' } }))).toBeNull();
  });

  it('[SECRET-3] before its first batch a group has no figure, and the reason is given', () => {
    const batched = snapshotWith({
      plan: { display: 'batched' },
      meeting: { phase: 'open' },
      ballots: OTHERS_ONLY,
    });
    const [leaders, others] = batched.groups;
    const result = batched.presenters[0]?.result;
    if (leaders === undefined || others === undefined || !result) throw new Error('no result');
    expect(footTexts(batched)).toEqual([
      '已计入 1/1 票',
      '为保护不记名，每批不少于 5 张，延后一批更新，结束后全部计入',
      baseText(batched),
    ]);
    expect(groupScoreText(result, batched, 0)).toBe('');
    expect(groupScoreText(result, batched, 1)).toBe('100.00');
    expect(withheldText(result, batched)).toBe('');
    const nothing = { ...batched, groups: [leaders, { ...others, shown: 0 }] };
    expect(allAwaitBatches(nothing)).toBe(true);
    expect(footTexts(nothing)).toEqual(['已计入 0/1 票']);
    expect(batchReason(nothing)).toBe(batchReason(batched));
    const closed = { ...nothing, phase: 'closed' } as const;
    expect(allAwaitBatches(closed)).toBe(false);
    expect(batchReason(closed)).toBeNull();
    expect(groupScoreText(result, closed, 0)).toBe('—');
  });

  it.each([
    ['withhold', '某类票尚未收到时，暂不计算得分'],
    ['zero', '缺票类按 0 分计'],
    ['renormalize', '缺票类的权重按比例分给其他票类'],
  ] as const)('[RULE-5] a missing group under %s is explained', (emptyGroup, words) => {
    const rule = { ...NOTICE_RULE, emptyGroup };
    const meeting = { phase: 'open' } as const;
    expect(missingText(snapshotWith({ plan: { rule }, meeting, ballots: OTHERS_ONLY }))).toBe(
      words,
    );
    expect(missingText(snapshotWith({ plan: { rule }, meeting }))).toBeNull();
  });

  it('[RULE-5] a withheld score names the groups that are missing', () => {
    const snapshot = snapshotWith({ meeting: { phase: 'open' }, ballots: OTHERS_ONLY });
    const [first] = snapshot.presenters;
    expect(first?.result && withheldText(first.result, snapshot)).toBe('缺 A 票');
    const empty = snapshotWith({ meeting: { phase: 'open' } });
    const [nobody] = empty.presenters;
    expect(nobody?.result && withheldText(nobody.result, empty)).toBe('—');
  });

  it('[SCREEN-1] the weights are stated', () => {
    expect(formulaText(snapshotWith().groups)).toBe('领导 × 40% ＋ 其他 × 60%');
  });

  it('[PHASE-5] a repeated round is named by its official number', () => {
    expect(phaseText(snapshotWith({ meeting: { phase: 'open' } }))).toBe('测评进行中');
    expect(phaseText(snapshotWith({ meeting: { phase: 'open', voidedRounds: 1, round: 4 } }))).toBe(
      '第 2 轮 测评进行中',
    );
  });

  it('times and addresses read as people say them', () => {
    expect([9, 60, 125].map(countdownText)).toEqual(['9', '1:00', '2:05']);
    expect(typedAddress('http://192.168.1.20:3000/')).toBe('192.168.1.20:3000');
    expect(typedAddress('https://vote.example/')).toBe('https://vote.example');
  });
});
