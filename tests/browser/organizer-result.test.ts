import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { Marks } from '../../shared/ballot.ts';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { accessibilityProblems } from './accessibility.ts';
import { closeAtOnce, type Hall, inHall, openVoting } from './organizer-control-hall.ts';
import { scrollsSideways } from './organizer-desk.ts';

async function looksRight({ page }: Hall): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

interface Ballot {
  readonly group: 0 | 1;
  readonly marks: Marks;
}

const LEADERS = 3;
const OTHERS = 5;

/** One for each ticket, all different, and not the same for any two presenters. */
const BALLOTS: readonly Ballot[] = Array.from({ length: LEADERS + OTHERS }, (_, voter) => ({
  group: voter < LEADERS ? 0 : 1,
  marks: Array.from({ length: 8 * 6 }, (_cell, cell) => (voter * cell + (cell >> 2) + voter) % 4),
}));

const POINTS = [100n, 80n, 60n, 50n];
const SHARES = [20n, 15n, 15n, 20n, 15n, 15n];

/** Σ points × share of one presenter over the ballots of one group. */
function sumOfGroup(presenter: number, group: number): bigint {
  let sum = 0n;
  for (const ballot of BALLOTS)
    if (ballot.group === group)
      SHARES.forEach((share, item) => {
        sum += (POINTS[ballot.marks[presenter * 6 + item] as number] as bigint) * share;
      });
  return sum;
}

/** 四舍五入 of a fraction to two places, in whole numbers. */
function rounded(numerator: bigint, denominator: bigint): string {
  const hundredths = (numerator * 200n + denominator) / (denominator * 2n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** 40 % of the leaders' mean and 60 % of the others', brought to one denominator (SCORE-1..4). */
function expectedScore(presenter: number): string {
  const leaders = sumOfGroup(presenter, 0) * 40n * BigInt(OTHERS);
  const others = sumOfGroup(presenter, 1) * 60n * BigInt(LEADERS);
  return rounded(leaders + others, 10_000n * BigInt(LEADERS) * BigInt(OTHERS));
}

function expectedGroupScores(presenter: number): string[] {
  return [LEADERS, OTHERS].map((size, group) =>
    rounded(sumOfGroup(presenter, group), 100n * BigInt(size)),
  );
}

/** Name, unit and post, group scores, score and rank as the page shows them, best first. */
function expectedRows(): string[][] {
  const scores = Array.from({ length: 8 }, (_, presenter) => expectedScore(presenter));
  const cents = (score: string) => Number(score.replace('.', ''));
  return scores
    .map((score, presenter) => ({
      presenter,
      score,
      rank: 1 + scores.filter((other) => cents(other) > cents(score)).length,
    }))
    .sort((one, other) => one.rank - other.rank || one.presenter - other.presenter)
    .map(({ presenter, score, rank }) => [
      String(rank),
      `述职人${'甲乙丙丁戊己庚辛'[presenter]}`,
      `单位${'一二三四五六七八'[presenter]} 党组书记`,
      ...expectedGroupScores(presenter),
      score,
    ]);
}

async function rowsOf(page: Page, table: string): Promise<string[][]> {
  const rows = await page.locator(`${table} tbody tr`).all();
  return Promise.all(
    rows.map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((text) => text.trim()),
    ),
  );
}

async function castAll(hall: Hall, ballots: readonly Ballot[]): Promise<void> {
  const used = [0, 0];
  for (const { group, marks } of ballots) {
    const place = used[group] ?? 0;
    used[group] = place + 1;
    const answer = await hall.cast(hall.meeting.tickets[group]?.[place] ?? '', marks);
    expect(answer).toMatchObject({ ok: true });
  }
}

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).click(),
  ]);
  return (file as Download).path();
}

describe('[SCORE-1, SCORE-2, SCORE-3, SCORE-4, SCORE-5] a whole vote', () => {
  test('comes out, on the page and in both files, as whole numbers say', () =>
    inHall(async (hall) => {
      const { page } = hall;
      await hall.go('result');
      await hall.sees('测评结束后才能查看结果，目前处于准备阶段');
      await hall.sees('监票人、计票人、主持人姓名，现在就可以在下面填写');
      await looksRight(hall);
      await hall.go('control');
      await openVoting(hall);
      await castAll(hall, BALLOTS.slice(0, 4));
      await hall.press('暂停');
      await hall.press('恢复测评');
      await hall.sees('正在测评');
      for (const [place, { marks }] of BALLOTS.slice(4).entries())
        await hall.cast(hall.meeting.tickets[1]?.[place + 1] ?? '', marks);
      await hall.sees('已全部收回');
      await hall.press('结束测评');
      await hall.press('开始 10 秒倒计时');
      await hall.sees('秒后结束');
      await page.getByRole('link', { name: '查看结果' }).click();
      await page.locator('.ranking').waitFor();

      expect(await rowsOf(page, '.ranking')).toEqual(expectedRows());
      expect(await rowsOf(page, '.attendance.table')).toEqual([
        ['领导（A 票）', '', '', '3', '3', '3', '0'],
        ['其他（B 票）', '', '', '5', '5', '5', '0'],
        ['合计', '', '', '8', '8', '8', '0'],
      ]);
      await page.locator('.details-lead').first().click();
      await page.locator('.details-table').waitFor();
      const counts = POINTS.map(
        (_, grade) =>
          BALLOTS.filter(({ group, marks }) => group === 0 && marks[0] === grade).length,
      );
      const [first] = await rowsOf(page, '.details-table');
      expect(first?.slice(2, 6).map((cell) => Number.parseInt(cell, 10))).toEqual(counts);
      await looksRight(hall);

      const json = JSON.parse(
        await readFile(await download(page, '下载 JSON'), 'utf8'),
      ) as ResultTable;
      expect(json.presenters.map(({ score }) => score)).toEqual(
        json.presenters.map((_, presenter) => expectedScore(presenter)),
      );
      const sheet = await readSheet(await download(page, '下载 Excel（.xlsx）'), '名次表');
      const heading = sheet.findIndex((row) => row.includes('姓名'));
      expect(
        sheet.slice(heading + 1).map(([rank, name, , , , score]) => [rank, name, score]),
      ).toEqual(
        expectedRows().map(([rank, name, , , , score]) => [Number(rank), name, Number(score)]),
      );
    }));
});

describe('[SCORE-8] the words', () => {
  test('never call a score a rate', () =>
    inHall(async (hall) => {
      await hall.go('control');
      await openVoting(hall);
      await castAll(hall, BALLOTS.slice(2, 4));
      await closeAtOnce(hall);
      await hall.go('result');
      await hall.page.locator('.ranking').waitFor();
      expect(await hall.page.locator('body').textContent()).not.toMatch(/满意率|好评率/);
    }));
});

describe('what is not an official result says so', () => {
  test('[PHASE-4] a rehearsal, above the table', () =>
    inHall(async (hall) => {
      await hall.meeting.command({ command: 'startRehearsal' });
      await hall.meeting.command({ command: 'open' });
      await hall.meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await hall.go('result');
      await hall.page.getByRole('heading', { name: '【演练】测评结果' }).waitFor();
      await hall.sees('缺少有效票：领导、其他');
      await looksRight(hall);
    }));

  test('[PHASE-5] the rounds that were voided, and why', () =>
    inHall(async (hall) => {
      const { command } = hall.meeting;
      await command({ command: 'open' });
      await command({ command: 'pause' });
      await command({ command: 'voidRound', reason: '网络中断', confirmed: true });
      await command({ command: 'open' });
      await castAll(hall, BALLOTS.slice(2, 4));
      await command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await hall.go('result');
      await hall.sees('第 2 轮测评（此前 1 轮已作废）');
      await hall.sees('第 1 轮作废原因：网络中断');
      await looksRight(hall);
    }));

  test('one that the hall has not seen yet', () =>
    inHall(
      async (hall) => {
        await hall.meeting.command({ command: 'open' });
        await hall.meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
        await hall.go('result');
        await hall.sees('大屏还有 8 名尚未揭晓，本页内容请勿投影');
        await looksRight(hall);
      },
      { plan: { display: 'turnout' } },
    ));
});

describe('the papers', () => {
  test('are kept in every phase, and a change of phase meanwhile is no conflict', () =>
    inHall(async (hall) => {
      const { page, server, meeting } = hall;
      await hall.go('result');
      await page.getByLabel('领导（A 票）应到').fill('４');
      await page.getByLabel('监票人一').fill('监票人甲');
      await meeting.command({ command: 'open' });
      await hall.sees('测评进行中');
      await page.getByLabel('主持人').fill('主持人甲');
      await hall.press('保存');
      await hall.sees('已保存');
      const { papers } = await currentMeeting(server.store, meeting.id);
      expect(papers).toMatchObject({ scrutineers: ['监票人甲', ''], host: '主持人甲' });
      expect(papers.attendance[0]).toEqual({ expected: 4, present: null });
    }));

  test('of two people who write at once nobody overwrites unseen', () =>
    inHall(async (hall) => {
      const { page, server, meeting } = hall;
      await hall.go('result');
      await page.getByLabel('计票人').fill('计票人甲');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.getByLabel('计票人').fill('计票人乙');
      await other.getByRole('button', { name: '保存' }).click();
      await other.getByText('已保存').waitFor();
      await hall.press('保存');
      await hall.sees('计票人：现存“计票人乙”');
      await looksRight(hall);
      expect((await currentMeeting(server.store, meeting.id)).papers.teller).toBe('计票人乙');
      await hall.press('保存');
      await hall.sees('已保存');
      expect((await currentMeeting(server.store, meeting.id)).papers.teller).toBe('计票人甲');
      await expect.poll(() => other.getByLabel('计票人').inputValue()).toBe('计票人甲');
    }));

  test('what cannot be a number of people is named and not sent', () =>
    inHall(async (hall) => {
      const { page } = hall;
      await hall.go('result');
      await page.getByLabel('其他（B 票）实到').fill('十');
      await hall.sees('请填写整数，或留空。');
      expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
      await looksRight(hall);
    }));
});

async function currentMeeting(
  store: Hall['server']['store'],
  id: Hall['meeting']['id'],
): Promise<ResultTable['meeting']> {
  const state = await store.readMeeting(id);
  if (state === null) throw new Error('the meeting is gone');
  return state.meeting;
}
