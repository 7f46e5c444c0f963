import { describe, expect, test } from 'vitest';
import { boxTotals } from '../../../../client-organizer/views/control/box-totals.ts';
import { questionBefore } from '../../../../client-organizer/views/control/question.ts';
import type { Display } from '../../../../shared/meeting.ts';
import { meetingOf, overviewOf, TICKETS } from './moment.ts';

describe('[PHASE-1] what cannot be undone is asked once, with figures', () => {
  test('closing says how many are back, in all and by group, and who is missing', () => {
    const question = questionBefore('close', overviewOf());
    expect(question?.figures).toEqual([
      '已收回 178 / 发出 180，还有 2 张未投',
      'A 票（领导）：已收回 29 / 发出 30，还有 1 张未投',
      'B 票（其他）：已收回 149 / 发出 150，还有 1 张未投',
    ]);
    expect(question?.consequences.join('')).toContain('不能重新开启');
    expect(question?.danger).toBe(true);
  });

  test('closing says what the screen shows then, and the way to another round', () => {
    const words = (display: Display, rehearsal = false) =>
      questionBefore(
        'close',
        overviewOf(meetingOf({ phase: 'open', rehearsal }, { display })),
      )?.consequences.join('');
    expect(words('live')).toContain('大屏立即显示全部得分和名次');
    expect(words('batched')).toContain('大屏立即显示全部得分和名次');
    expect(words('turnout')).toContain('等待揭晓');
    expect(words('live')).toContain('可在结束后作废本轮');
    expect(words('live', true)).not.toContain('作废');
  });

  test('closing a full box says so', () => {
    const tickets = TICKETS.map((counts) => ({ ...counts, spent: counts.spent + 1, fresh: 0 }));
    const question = questionBefore('close', overviewOf(meetingOf({ phase: 'open' }), { tickets }));
    expect(question?.figures[0]).toBe('已收回 180 / 发出 180，已全部收回');
  });

  test('opening shows the empty box and what is frozen', () => {
    const tickets = TICKETS.map((counts) => ({
      ...counts,
      fresh: counts.fresh + counts.spent,
      spent: 0,
    }));
    const question = questionBefore('open', overviewOf(meetingOf(), { tickets }));
    expect(question?.figures).toContain('票箱 0 票');
    expect(question?.figures).toContain('A 票（领导）可用 30 张');
    expect(question?.consequences.join('')).toContain('不能再修改');
  });

  test('[PHASE-5] voiding names both rounds, and that a reason is kept', () => {
    const question = questionBefore(
      'voidRound',
      overviewOf(meetingOf({ phase: 'closed', voidedRounds: 1 })),
    );
    expect(question?.title).toBe('作废第 2 轮测评？');
    expect(question?.consequences.join('')).toContain('第 3 轮');
  });

  test('after an alarm it is said that the evidence goes, too', () => {
    const halted = meetingOf({ phase: 'open', alarm: 'box_mismatch' });
    expect(questionBefore('voidRound', overviewOf(halted))?.consequences[0]).toContain('备份数据');
    expect(questionBefore('voidRound', overviewOf())?.consequences.join('')).not.toContain('备份');
  });

  test('[PHASE-7] accepting older data names what was seen, what there is and what is lost', () => {
    const halted = overviewOf(meetingOf({ alarm: 'older_data', seenRevision: 900 }));
    const seen = { revision: 900, at: 0, phase: 'closed', issued: 180, returned: 180 } as const;
    const question = questionBefore('acceptOlderData', halted, seen);
    expect(question?.figures.join()).toMatch(
      /已结束，收回 180.*版本 900.*准备中，收回 178.*版本 7/,
    );
    expect(question?.consequences[0]).toContain('至少 2 张');
    const stranger = questionBefore('acceptOlderData', halted, null);
    expect(stranger?.figures[0]).toBe('其他电脑此前看到：版本 900');
    expect(stranger?.consequences.join()).not.toContain('至少');
  });

  test('[PHASE-4] ending a rehearsal says what is wiped', () => {
    const question = questionBefore('endRehearsal', overviewOf(meetingOf({ rehearsal: true })));
    expect(question?.figures).toEqual(['演练票箱中有 178 票。']);
    expect(question?.consequences.join('')).toContain('不能恢复');
    // One that was held by simulated phones alone has no tickets that anybody could hand out.
    expect(question?.consequences.join('')).toContain('结束演练后可在会议列表中删除');
  });

  test('revealing is asked at the first one and for all at once, not at each step', () => {
    const closed = (revealed: number) =>
      overviewOf(meetingOf({ phase: 'closed', revealed }, { display: 'turnout' }));
    expect(questionBefore('revealNext', closed(0))?.consequences.join('')).toContain('不能收回');
    expect(questionBefore('revealNext', closed(1))).toBeNull();
    expect(questionBefore('revealAll', closed(1))?.figures).toEqual(['还有 7 名尚未揭晓。']);
  });

  test('what can simply be taken back is not asked', () => {
    for (const act of ['pause', 'resume', 'cancelClosing', 'startRehearsal'] as const)
      expect(questionBefore(act, overviewOf())).toBeNull();
  });
});

test('a void ticket is not issued', () => {
  expect(boxTotals(overviewOf())).toEqual({ issued: 180, returned: 178 });
});
