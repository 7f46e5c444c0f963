import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { safeText } from '../../../../server/results/cells.ts';
import { resultTable } from '../../../../server/results/table.ts';
import { resultWorkbook } from '../../../../server/results/workbook.ts';
import type { Meeting, MeetingPlan } from '../../../../shared/meeting.ts';
import { NOTICE_RULE, type Rule } from '../../../../shared/rule.ts';
import { noticePlan } from '../../../notice-plan.ts';
import type { ScoringCase } from '../../shared/counted-tally.ts';
import { archiveFile } from './archive-file.ts';
import { resultMoment } from './result-moment.ts';

const ONE_ITEM: Rule = { ...NOTICE_RULE, items: [{ label: '总体评价', share: '100' }] };
const [ONE, TWO, THREE] = noticePlan().presenters as [
  MeetingPlan['presenters'][number],
  MeetingPlan['presenters'][number],
  MeetingPlan['presenters'][number],
];
const COUNTS = [
  [
    [
      [8, 2, 0, 0, 0],
      [15, 10, 4, 1, 0],
    ],
  ],
  [
    [
      [10, 0, 0, 0, 0],
      [20, 10, 0, 0, 0],
    ],
  ],
  [
    [
      [0, 0, 0, 0, 10],
      [30, 0, 0, 0, 0],
    ],
  ],
];

function workbookOf(
  plan: Partial<MeetingPlan> = {},
  meeting: Partial<Meeting> = {},
  counts: ScoringCase['counts'] = COUNTS,
): Promise<Buffer> {
  const whole = noticePlan({ rule: ONE_ITEM, presenters: [ONE, TWO, THREE], ...plan });
  return resultWorkbook(resultTable(resultMoment(whole, counts, meeting)));
}

type Cells = readonly (readonly unknown[])[];

async function sheetsOf(
  plan: Partial<MeetingPlan> = {},
  meeting: Partial<Meeting> = {},
  counts: ScoringCase['counts'] = COUNTS,
): Promise<{ readonly ranking: Cells; readonly summary: Cells }> {
  const bytes = await workbookOf(plan, meeting, counts);
  const [ranking, summary] = await readWorkbook(bytes);
  expect([ranking?.sheet, summary?.sheet]).toEqual(['名次表', '汇总表']);
  return { ranking: ranking?.data ?? [], summary: summary?.data ?? [] };
}

function rowOf(sheet: Cells, first: unknown): number {
  return sheet.findIndex(([cell]) => cell === first);
}

describe('the result as a workbook', () => {
  test('[SCORE-5] begins with the ranking, in numbers, those without a score last', async () => {
    const { ranking } = await sheetsOf();
    expect(ranking.slice(rowOf(ranking, '名次'))).toEqual([
      ['名次', '姓名', '单位职务', '领导（A 票）得分', '其他（B 票）得分', '现场测评得分', '备注'],
      [1, '述职人乙', '单位二 党组书记', 100, 93.33, 96, null],
      [2, '述职人甲', '单位一 党组书记', 96, 86.33, 90.2, null],
      ['—', '述职人丙', '单位三 党组书记', '—', 100, '—', '缺少有效票：领导'],
    ]);
  });

  test('[SCORE-6] has every count with its base, and the weights', async () => {
    const { summary } = await sheetsOf();
    const start = rowOf(summary, '序号');
    expect(summary[start]).toEqual([
      ...['序号', '姓名', '单位职务', '项目（比重分值）', '票类'],
      ...['好', null, '较好', null, '一般', null, '较差', null],
      ...['有效票', '弃权', '该类得分', '权重', '项目得分', '现场测评得分', '名次'],
    ]);
    expect(summary[start + 1]?.slice(5, 7)).toEqual(['票数', '得票率（占有效票）']);
    expect(summary[start + 2]).toEqual([
      ...[1, '述职人甲', '单位一 党组书记', '总体评价（100）', '领导（A 票）'],
      ...[8, 0.8, 2, 0.2, 0, 0, 0, 0],
      ...[10, 0, 96, 40, 90.2, 90.2, 2],
    ]);
    expect(summary[start + 3]).toEqual([
      ...[null, null, null, null, '其他（B 票）'],
      ...[15, 0.5, 10, 0.334, 4, 0.133, 1, 0.033],
      ...[30, 0, 86.33, 60, null, null, null],
    ]);
    expect(summary[start + 6]?.slice(5)).toEqual([
      ...[0, '—', 0, '—', 0, '—', 0, '—'],
      ...[0, 10, '—', 40, '—', '缺少有效票：领导', '—'],
    ]);
  });

  test('has 应到 实到 发出 收回 有效 弃权 by group and in all, unknown where not entered', async () => {
    const papers = {
      attendance: [
        { expected: 12, present: 11 },
        { expected: null, present: 30 },
      ],
      host: '主持人甲',
      scrutineers: ['监票人甲', ''] as const,
      teller: '',
    };
    const { summary } = await sheetsOf({}, { papers });
    const start = rowOf(summary, '票类');
    const figures = (row: number) =>
      summary[start + row]?.slice(0, 10).filter((_, at) => at < 1 || at > 2);
    expect(figures(0)).toEqual([
      '票类',
      '权重',
      '应到',
      '实到',
      '发出',
      '收回',
      '有效票',
      '弃权票',
    ]);
    expect(figures(1)).toEqual(['领导（A 票）', 40, 12, 11, 12, 10, 10, 0]);
    expect(figures(2)).toEqual(['其他（B 票）', 60, null, 30, 32, 30, 30, 0]);
    expect(figures(3)).toEqual(['合计', 100, null, 41, 44, 40, 40, 0]);
    const words = summary.map(([cell]) => cell).join('\n');
    expect(words).toContain('监票人：监票人甲（签字）');
    expect(words).toContain('主持人：主持人甲（签字）');
    expect(words).toMatch(/计票人：（签字）[\s\S]*盖章[\s\S]*日期/);
  });

  test('[RULE-5] prints the rule in words, and says when voting closed', async () => {
    const { summary } = await sheetsOf();
    const words = summary.map(([cell]) => cell).join('\n');
    expect(words).toContain('不计算该述职人的得分');
    expect(words).toContain('测评结束：2021-01-15 10:32（北京时间）');
    expect(words).not.toMatch(/满意|好评|演练/);
  });

  test('[PHASE-4] is marked as a rehearsal on every sheet', async () => {
    const { ranking, summary } = await sheetsOf({}, { rehearsal: true });
    expect(ranking[0]?.[0]).toMatch(/^【演练】/);
    expect(summary[0]?.[0]).toMatch(/^【演练】/);
  });

  test('[SCORE-4] keeps a published score to the last digit', async () => {
    // 87050/962 = 90.48856…
    const counts = [[[[639, 204, 88, 31, 0]]]];
    for (const [decimals, value] of [
      [2, 90.49],
      [4, 90.4886],
    ] as const) {
      const rule = { ...ONE_ITEM, groups: [{ label: '全体', weight: '100' }], decimals };
      const { ranking } = await sheetsOf({ rule, presenters: [ONE] }, {}, counts);
      expect(ranking.at(-1)?.[4]).toBe(value);
    }
  });

  test('lets no text of people start a formula', async () => {
    const evil = { name: '=1+1', unit: '@SUM(A1)', post: '' };
    const wide = { name: '＝1+1', unit: '', post: '+1' };
    const { ranking, summary } = await sheetsOf({
      title: '=HYPERLINK("http://x","会议")',
      presenters: [evil, wide, { name: ' -1', unit: '单位三', post: '' }],
    });
    for (const cell of [...ranking, ...summary].flat())
      if (typeof cell === 'string') expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(ranking.flat()).toContain("'=1+1");
  });

  test('repeats the heads of its tables on every printed page', async () => {
    const { ranking, summary } = await sheetsOf();
    const row = (sheet: Cells, first: string) => rowOf(sheet, first) + 1;
    const order = row(summary, '序号');
    const workbook = archiveFile(await workbookOf(), 'xl/workbook.xml');
    const titles = [...workbook.matchAll(/localSheetId="(\d)">([^<]*)</g)].map((found) => [
      Number(found[1]),
      found[2],
    ]);
    expect(titles).toEqual([
      [0, `'名次表'!$${row(ranking, '名次')}:$${row(ranking, '名次')}`],
      [1, `'汇总表'!$${order}:$${order + 1}`],
    ]);
    // Excel calls a workbook broken whose parts are in another order.
    expect(workbook).toMatch(
      /<\/sheets><definedNames>.*<\/definedNames>(<calcPr[^>]*\/>)?<\/workbook>/,
    );
  });

  test('survives text that no XML may hold', async () => {
    const { ranking } = await sheetsOf({ title: '会议\u0000<&>"\u{FFFE}\uD800名称' });
    expect(ranking[0]?.[0]).toBe('会议<&>"名称现场测评结果');
  });
});

test('text that cannot start a formula stays as it is', () => {
  for (const text of ['述职人甲', '3-1', '', '——', "'x", '【演练】'])
    expect(safeText(text)).toBe(text);
});
