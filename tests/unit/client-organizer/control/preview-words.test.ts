import { describe, expect, test } from 'vitest';
import {
  previewCaption,
  previewNote,
  previewOrder,
} from '../../../../client-organizer/views/control/preview-words.ts';
import type { Meeting, MeetingPlan } from '../../../../shared/meeting.ts';
import type { ScreenSnapshot } from '../../../../shared/protocol/screen.ts';
import { meetingOf, overviewOf } from './moment.ts';

function snapshotOf(change: Partial<Meeting>, plan: Partial<MeetingPlan> = {}): ScreenSnapshot {
  return overviewOf(meetingOf(change, plan)).snapshot;
}

/** The snapshot with these ranks in the order of the ballot; null is one without a rank. */
function rankedAs(ranks: readonly (number | null)[]): ScreenSnapshot {
  const snapshot = snapshotOf({ phase: 'closed', revealed: 8 });
  const presenters = snapshot.presenters.slice(0, ranks.length).map((presenter, index) => ({
    ...presenter,
    result: presenter.result && { ...presenter.result, rank: ranks[index] ?? null },
  }));
  return { ...snapshot, presenters };
}

describe('[SCREEN-2] what the hall sees', () => {
  test.each(['live', 'batched', 'turnout'] as const)(
    'before opening, %s: how to vote',
    (display) => {
      const snapshot = snapshotOf({ phase: 'draft' }, { display });
      expect(previewNote(snapshot)).toContain('测评方法');
      expect(previewCaption(snapshot)).not.toContain('得分现含');
    },
  );

  test('while voting scores in the order of the ballot, or turnout alone', () => {
    expect(previewNote(snapshotOf({ phase: 'open' }, { display: 'live' }))).toBeNull();
    expect(previewNote(snapshotOf({ phase: 'open' }, { display: 'turnout' }))).toBe('只显示票数');
    expect(previewCaption(snapshotOf({ phase: 'paused' }, { display: 'batched' }))).toContain(
      '得分现含 A 票 0、B 票 0 张',
    );
    const open = snapshotOf({ phase: 'open' }, { display: 'live' });
    expect(previewOrder(open)).toEqual(open.presenters);
  });

  test('after closing the final scores by rank, and never words of batches', () => {
    const snapshot = rankedAs([2, null, 1, 2]);
    expect(previewOrder(snapshot).map(({ name }) => name)).toEqual([
      '述职人丙',
      '述职人甲',
      '述职人丁',
      '述职人乙',
    ]);
    expect(previewCaption(snapshot)).toBe('测评结束：最终得分，按名次排列。');
  });

  test('after closing only those who are revealed', () => {
    const snapshot = snapshotOf({ phase: 'closed', revealed: 3 }, { display: 'turnout' });
    expect(previewOrder(snapshot)).toHaveLength(3);
    expect(previewCaption(snapshot)).toContain('已揭晓 3 名');
    const none = snapshotOf({ phase: 'closed', revealed: 0 }, { display: 'turnout' });
    expect(previewNote(none)).toBe('等待揭晓');
  });

  test('an alarm hides everything', () => {
    const snapshot = snapshotOf({ phase: 'open', alarm: 'box_mismatch' }, { display: 'live' });
    expect(previewNote(snapshot)).toContain('已中止');
    expect(previewCaption(snapshot)).toContain('不显示得分');
  });
});
