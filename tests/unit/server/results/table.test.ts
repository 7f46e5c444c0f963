import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resultNotes } from '../../../../server/results/notes.ts';
import { resultTable } from '../../../../server/results/table.ts';
import { NOTICE_RULE, type Rule } from '../../../../shared/rule.ts';
import { noticePlan } from '../../../notice-plan.ts';
import type { ScoringCase } from '../../shared/counted-tally.ts';
import { resultMoment } from './result-moment.ts';

const vectors: { readonly cases: readonly ScoringCase[] } = JSON.parse(
  readFileSync(new URL('../../../vectors/scoring.json', import.meta.url), 'utf8'),
);

const ONE_ITEM: Rule = { ...NOTICE_RULE, items: [{ label: '总体评价', share: '100' }] };
const PRESENTERS = noticePlan().presenters;

function planOf(rule: Rule, presenters: number) {
  return noticePlan({ rule, presenters: PRESENTERS.slice(0, presenters) });
}

describe('the result table', () => {
  test.each(vectors.cases)('[SCORE-1..5] publishes $name', ({ rule, counts, expect: expected }) => {
    const presenters = counts.map((_, index) => ({ name: `述职人${index}`, unit: '', post: '' }));
    const table = resultTable(resultMoment(noticePlan({ rule, presenters }), counts));
    expect(table.presenters.map(({ score, rank }) => ({ score, rank }))).toEqual(
      (expected as { score: string | null; rank: number | null }[]).map(({ score, rank }) => ({
        score,
        rank,
      })),
    );
  });

  test('[SCORE-6] shows each count with its share of the valid marks', () => {
    const counts = [
      [
        [
          [8, 2, 0, 0, 0],
          [15, 10, 4, 1, 0],
        ],
      ],
    ];
    const table = resultTable(resultMoment(planOf(ONE_ITEM, 1), counts));
    expect(table.presenters[0]).toMatchObject({
      name: '述职人甲',
      groupScores: ['96.00', '86.33'],
      score: '90.20',
      exact: '451/5',
      rank: 1,
      missingGroups: [],
    });
    expect(table.presenters[0]?.items[0]?.groups).toEqual([
      {
        counts: [8, 2, 0, 0],
        percents: ['80.0', '20.0', '0.0', '0.0'],
        valid: 10,
        blank: 0,
        score: '96.00',
      },
      {
        counts: [15, 10, 4, 1],
        // Of 30: 50, 33.33…, 13.33…, 3.33…; the missing tenth goes to the earliest of equals.
        percents: ['50.0', '33.4', '13.3', '3.3'],
        valid: 30,
        blank: 0,
        score: '86.33',
      },
    ]);
  });

  test('counts people, tickets and ballots by group', () => {
    const counts = [
      [
        [
          [8, 2, 0, 0, 0],
          [15, 10, 4, 1, 0],
        ],
      ],
    ];
    const moment = resultMoment(planOf(ONE_ITEM, 1), counts);
    const attendance = [
      { expected: 12, present: 11 },
      { expected: null, present: null },
    ];
    const papers = { ...moment.meeting.papers, attendance };
    moment.tally.blank.set([1, 0]);
    const table = resultTable({ ...moment, meeting: { ...moment.meeting, papers } });
    expect(table.groups).toEqual([
      {
        label: '领导',
        mark: 'A 票',
        weight: '40',
        expected: 12,
        present: 11,
        issued: 12,
        returned: 10,
        valid: 9,
        blank: 1,
      },
      {
        label: '其他',
        mark: 'B 票',
        weight: '60',
        expected: null,
        present: null,
        issued: 32,
        returned: 30,
        valid: 30,
        blank: 0,
      },
    ]);
  });

  test('[RULE-5] withholds a score and names the group that is missing', () => {
    const table = resultTable(
      resultMoment(planOf(ONE_ITEM, 1), [
        [
          [
            [0, 0, 0, 0, 5],
            [5, 0, 0, 0, 0],
          ],
        ],
      ]),
    );
    expect(table.presenters[0]).toMatchObject({
      groupScores: [null, '100.00'],
      score: null,
      exact: null,
      rank: null,
      missingGroups: ['领导'],
    });
    expect(table.presenters[0]?.items[0]?.groups[0]).toMatchObject({
      percents: null,
      valid: 0,
      blank: 5,
    });
  });

  test('[PHASE-5] numbers the round that people count', () => {
    const moment = resultMoment(
      planOf(ONE_ITEM, 1),
      [
        [
          [
            [1, 0, 0, 0, 0],
            [1, 0, 0, 0, 0],
          ],
        ],
      ],
      {
        round: 4,
        voidedRounds: 1,
      },
    );
    expect(resultTable(moment).roundShown).toBe(2);
  });
});

describe('the rule in words', () => {
  const words = (change: Partial<Rule> = {}) =>
    resultNotes({ ...NOTICE_RULE, ...change }).join('\n');

  test('[RULE-2] has every figure of the rule', () => {
    expect(words()).toContain('好 100 分，较好 80 分，一般 60 分，较差 50 分');
    expect(words()).toContain('落实党建责任 20，推进政治建设 15');
    expect(words()).toContain('领导（A 票）40%，其他（B 票）60%');
    expect(words()).toContain('四舍五入，保留 2 位小数');
    expect(words({ decimals: 0 })).toContain('四舍五入到整数');
  });

  test.each([
    ['withhold', '不计算该述职人的得分，不排名次'],
    ['zero', '该类得分按 0 分计算'],
    ['renormalize', '权重按比例放大到合计 100%'],
  ] as const)('[RULE-5] says that %s applies', (emptyGroup, sentence) => {
    expect(words({ emptyGroup })).toContain(sentence);
  });

  test.each([
    ['refused', '不设弃权'],
    ['allowed', '弃权不计入有效票数'],
  ] as const)('[RULE-4] says whether blanks are %s', (blank, sentence) => {
    expect(words({ blank })).toContain(sentence);
  });

  test('[SCORE-8] says by the lowest grade that a score is no percentage', () => {
    expect(words()).toContain('不是百分比；例如全部评为“较差”，得分为 50 分。');
    const grades = NOTICE_RULE.grades.toReversed();
    expect(words({ grades })).toContain('全部评为“较差”，得分为 50 分。');
  });

  test('is words throughout, without signs of mathematics', () => {
    expect(words()).not.toMatch(/[Σ=×÷]/);
  });

  test('[SCORE-8] never calls a score a rate', () => {
    for (const blank of ['refused', 'allowed'] as const)
      for (const emptyGroup of ['withhold', 'zero', 'renormalize'] as const)
        expect(words({ blank, emptyGroup })).not.toMatch(/满意|好评/);
  });
});
