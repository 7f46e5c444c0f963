import { describe, expect, test } from 'vitest';
import {
  attendanceInAll,
  circumstances,
  inRankOrder,
  paperTitle,
  roundWords,
  withheldWords,
} from '../../../../client-organizer/views/result/standing.ts';
import { itemParts } from '../../../../client-organizer/views/result/summary-rows.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { newMeeting } from '../../../../shared/meeting.ts';
import type {
  ResultGroup,
  ResultItem,
  ResultPresenter,
  ResultTable,
} from '../../../../shared/protocol/result-table.ts';
import { noticePlan } from '../../../notice-plan.ts';

function presenter(name: string, rank: number | null): ResultPresenter {
  const score = rank === null ? null : '86.13';
  const missingGroups = rank === null ? ['领导'] : [];
  return {
    name,
    unit: '',
    post: '',
    items: [],
    groupScores: [],
    score,
    exact: null,
    rank,
    missingGroups,
  };
}

function group(change: Partial<ResultGroup>): ResultGroup {
  const figures = { issued: 10, returned: 9, valid: 8, blank: 1 };
  return {
    label: '领导',
    mark: 'A 票',
    weight: '40',
    expected: 12,
    present: 10,
    ...figures,
    ...change,
  };
}

function table(rehearsal: boolean, roundShown: number): ResultTable {
  const meeting = { ...newMeeting('meeting00001' as MeetingId, noticePlan(), 0), rehearsal };
  const nothing = {
    tickets: [],
    closedAt: null,
    groups: [],
    presenters: [],
    notes: [],
    voidedRounds: [],
  };
  return { meeting, revision: 1, roundShown, ...nothing };
}

test('[SCORE-5] first rank first, equal ranks in the order of the ballot, withheld ones last', () => {
  const listed = [
    presenter('甲', null),
    presenter('乙', 2),
    presenter('丙', 1),
    presenter('丁', 2),
  ];
  expect(inRankOrder(listed).map(({ name }) => name)).toEqual(['丙', '乙', '丁', '甲']);
});

test('[RULE-5] a withheld score says which group is missing, and is never a 0', () => {
  expect(withheldWords(presenter('甲', null))).toBe('缺少有效票：领导');
  expect(withheldWords(presenter('乙', 1))).toBe('');
});

describe('应到 and 实到 in all', () => {
  test('add up when every group is entered', () => {
    const all = attendanceInAll([
      group({}),
      group({ expected: 150, present: 148, issued: 140, returned: 139, valid: 139, blank: 0 }),
    ]);
    expect(all).toEqual({
      expected: 162,
      present: 158,
      issued: 150,
      returned: 148,
      valid: 147,
      blank: 1,
    });
  });

  test('are unknown while one group is: a part must not pass for the whole', () => {
    expect(attendanceInAll([group({}), group({ expected: null })])).toMatchObject({
      expected: null,
      present: 20,
    });
  });
});

test('[PHASE-4] a rehearsal is one in the title of every paper', () => {
  expect(paperTitle(table(true, 1), '测评结果汇总表')).toMatch(/^【演练】.*测评结果汇总表$/);
  expect(paperTitle(table(false, 1), '测评结果汇总表')).not.toContain('演练');
});

test('[PHASE-5] rounds that were voided stand on the paper', () => {
  expect(roundWords({ roundShown: 1 })).toBeNull();
  expect(roundWords({ roundShown: 3 })).toBe('第 3 轮测评（此前 2 轮已作废）');
  expect(circumstances(table(false, 2))).toEqual([
    '主办单位：市直机关工委',
    '时间：2021-01-15',
    '地点：会议中心',
    '第 2 轮测评（此前 1 轮已作废）',
  ]);
});

test('a presenter with more rows than a page holds is divided between items, none lost', () => {
  const items = Array.from(
    { length: 20 },
    (_, index): ResultItem => ({ label: `项目${index}`, share: '5', groups: [], score: null }),
  );
  for (const groups of [1, 2, 6]) {
    const parts = itemParts(items, groups);
    expect(parts.flat()).toEqual(items);
    for (const part of parts) expect(part.length * groups).toBeLessThanOrEqual(20);
  }
  expect(itemParts(items.slice(0, 6), 2)).toHaveLength(1);
});
