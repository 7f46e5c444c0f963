import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MeetingPlan, Presenter } from '../../shared/meeting.ts';
import { PDF_RASTERIZER, pathOf } from '../required-programs.ts';
import { type Hall, inHall } from './organizer-control-hall.ts';

/** What lies on a printed page, as text in its layout; poppler's programs come in one package. */
function pagesOf(pdf: Buffer): string[] {
  const program = join(dirname(pathOf(PDF_RASTERIZER)), 'pdftotext');
  const text = execFileSync(program, ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

function paperSize(pdf: Buffer): string {
  const program = join(dirname(pathOf(PDF_RASTERIZER)), 'pdfinfo');
  const text = execFileSync(program, ['-'], { input: pdf, encoding: 'utf8' });
  return /Page size:\s*(.*)/.exec(text)?.[1] ?? '';
}

/** The paper that the button gives, as the browser prints it. */
async function printed({ page, press }: Hall, button: string): Promise<Buffer> {
  await page.locator('.ranking').waitFor();
  await page.evaluate(() => {
    globalThis.print = () => document.body.setAttribute('data-printed', 'yes');
  });
  await press(button);
  await page.locator('body[data-printed]').waitFor();
  return page.pdf({ preferCSSPageSize: true });
}

function presenters(count: number): readonly Presenter[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `述职人${index + 1}`,
    unit: `单位${index + 1}`,
    post: '党组书记',
  }));
}

async function vote(hall: Hall): Promise<void> {
  const { meeting } = hall;
  await meeting.command({ command: 'open' });
  for (const [group, [ticket = '']] of meeting.tickets.entries())
    await hall.cast(ticket, meeting.marks(group));
  await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
  await hall.go('result');
}

function afterVote(use: (hall: Hall) => Promise<void>, plan: Partial<MeetingPlan> = {}) {
  return inHall(
    async (hall) => {
      await vote(hall);
      await use(hall);
    },
    { plan },
  );
}

/** 277 mm between the margins, in CSS pixels. */
const A4_INNER_WIDTH = 1046;
const A4_LANDSCAPE = /84[12](\.\d+)? x 59[45](\.\d+)? pts/;

describe('汇总表 on paper', () => {
  test('A4 landscape, column heads on every page, no presenter divided, ends with the signatures', () =>
    afterVote(async (hall) => {
      const { page } = hall;
      await page.getByLabel('领导（A 票）应到').fill('4');
      await page.getByLabel('监票人二').fill('监票人乙');
      await page.getByLabel('主持人').fill('主持人甲');
      await hall.press('保存');
      await hall.sees('已保存');
      await page.locator('.attendance.table').getByText('4', { exact: true }).waitFor();
      const pdf = await printed(hall, '打印汇总表');
      const pages = pagesOf(pdf);
      expect(paperSize(pdf)).toMatch(A4_LANDSCAPE);
      expect(pages).toHaveLength(4);
      expect(pages.at(-1)).toMatch(/监票人：.*监票人：监票人乙/);
      expect(pages.at(-1)).toMatch(/计票人：.*主持人：主持人甲/);
      expect(pages.at(-1)).toMatch(/主办单位：.*（盖章）.*日期/);
      expect(pages[0]).toMatch(/时间：2021-01-15.*地点：会议中心/);
      for (const [index, text] of pages.entries()) {
        expect(text).toContain(`第 ${index + 1} 页，共 4 页`);
        expect(text).not.toMatch(/退出登录|下载 Excel|汇总表信息/);
      }
      for (const text of pages)
        for (const head of ['得票率', '该类得分', '现场测评得分', '测评结果汇总表'])
          expect(text).toContain(head);
      for (const ordinal of '甲乙丙丁戊己庚辛') {
        const on = pages.filter((text) => text.includes(`述职人${ordinal}`));
        expect(on).toHaveLength(1);
        const items = on[0]?.match(/各项目合计/g)?.length ?? 0;
        const names = on[0]?.match(/述职人[甲乙丙丁戊己庚辛]/g)?.length ?? -1;
        expect(items).toBe(names);
      }
      expect(pages.at(-1)).toMatch(/监票人：监票人乙[\s\S]*主持人：主持人甲[\s\S]*盖章[\s\S]*日期/);
      expect(pages.at(-1)).toContain('等次分值：好 100 分');
    }));

  test('[PHASE-4] a rehearsal is one on every page', () =>
    inHall(async (hall) => {
      await hall.meeting.command({ command: 'startRehearsal' });
      await vote(hall);
      const pages = pagesOf(await printed(hall, '打印汇总表'));
      for (const text of pages) expect(text).toContain('【演练】');
      const [ranking] = pagesOf(await printed(hall, '打印名次表（一页）'));
      expect(ranking).toContain('【演练】');
    }));

  test('ten grades and twenty items in six groups stay on the paper, divided between items', () => {
    const grades = Array.from({ length: 10 }, (_, index) => ({
      label: `等次${index + 1}`,
      points: String(100 - index * 10),
    }));
    const groups = Array.from({ length: 6 }, (_, index) => ({
      label: `类别${index + 1}`,
      weight: index === 0 ? '50' : '10',
    }));
    const items = Array.from({ length: 20 }, (_, index) => ({
      label: `项目${index + 1}`,
      share: '5',
    }));
    const rule = {
      grades,
      groups,
      items,
      blank: 'allowed',
      emptyGroup: 'withhold',
      decimals: 4,
    } as const;
    return inHall(
      async (hall) => {
        await vote(hall);
        const pages = pagesOf(await printed(hall, '打印汇总表'));
        expect(pages.join('')).toContain('述职人1');
        expect(pages.join('')).toContain('（续）');
        expect(pages.join('').match(/项目20（5）/g)).toHaveLength(2);
        await hall.page.emulateMedia({ media: 'print' });
        await hall.page.setViewportSize({ width: A4_INNER_WIDTH, height: 700 });
        const overflow = await hall.page.evaluate(() => {
          const table = document.querySelector('.paper-full-table');
          return (table?.getBoundingClientRect().right ?? Number.POSITIVE_INFINITY) - innerWidth;
        });
        expect(overflow).toBeLessThanOrEqual(0);
      },
      { counts: [1, 1, 1, 1, 1, 1], plan: { rule, presenters: presenters(2) } },
    );
  });
});

describe('the ranking on one page', () => {
  test.each([1, 8, 12, 20])('holds %i presenters and the signatures', (count) =>
    afterVote(
      async (hall) => {
        const pdf = await printed(hall, '打印名次表（一页）');
        const pages = pagesOf(pdf);
        expect(paperSize(pdf)).toMatch(A4_LANDSCAPE);
        expect(pages).toHaveLength(1);
        expect(pages[0]).toContain(`述职人${count}`);
        expect(pages[0]).toMatch(/监票人[\s\S]*计票人[\s\S]*主持人[\s\S]*日期/);
      },
      { presenters: presenters(count) },
    ),
  );
});
