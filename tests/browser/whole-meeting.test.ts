import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { readSheet as readWorksheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { tokenFolder } from '../../server/entrance/token-folder.ts';
import { noticePlan } from '../notice-plan.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';
import { withChromium } from './chromium.ts';
import { type CountedBallot, naiveScores } from './naive-result.ts';
import { PhoneInHand } from './phone-in-hand.ts';
import { readSheet, scanPages } from './ticket-scan.ts';

const PLAN = noticePlan();
const GRADES = PLAN.rule.grades.map(({ label }) => label);
/** Leaders and others. */
const TICKETS = [2, 4] as const;

test('[CAST-1, CAST-3, PHASE-3, SCREEN-3] a whole meeting, from pasted names to the exported table', () =>
  withApp((server) => withChromium((browser) => holdMeeting(server, browser))));

async function holdMeeting(server: ServerUnderTest, browser: Browser): Promise<void> {
  const desk = await signIn(browser, server);
  await makeMeeting(desk);
  const links = await printTickets(desk, server);
  expect(links.map((ofGroup) => ofGroup.length)).toEqual([...TICKETS]);
  const screen = await openScreen(browser, desk);
  await openVoting(desk);

  const troubles = [noTrouble, loseNetwork, noTrouble, loseServer(server, screen), reload];
  const ballots: CountedBallot[] = [];
  const hands = await Promise.all(links.flat().map((link) => PhoneInHand.scan(browser, link)));
  for (const [index, phone] of hands.entries()) {
    await phone.sees('述职人甲');
    const group = index < TICKETS[0] ? 0 : 1;
    const trouble = troubles[index] ?? noTrouble;
    ballots.push({ group, marks: await fillIn(phone, index, trouble) });
    await submit(phone);
    await expect.poll(() => returnedOn(screen), { timeout: 5000 }).toBe(index + 1);
    await expect.poll(() => scoresOn(screen), { timeout: 5000 }).toEqual(expectedOnScreen(ballots));
  }

  await closeVoting(desk);
  const table = await exportedScores(desk);
  expect(table).toEqual(
    new Map(PLAN.presenters.map(({ name }, index) => [name, naiveScores(PLAN, ballots)[index]])),
  );
  await expect
    .poll(() => scoresOn(screen), { timeout: 5000 })
    .toEqual(naiveScores(PLAN, ballots).sort((one, other) => Number(other) - Number(one)));
  await oldTicketIsRefused(browser, links[0]?.[0] ?? '');
}

async function signIn(browser: Browser, server: ServerUnderTest): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const signInTokens = tokenFolder(server.folder, Date.now);
  const edges = { now: Date.now, randomBytes, signInTokens };
  await page.goto(await createSignInLink(edges, server.url));
  await page.getByRole('heading', { name: '会议', exact: true }).waitFor();
  return page;
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

async function makeMeeting(page: Page): Promise<void> {
  await page.getByLabel('会议名称').fill(PLAN.title);
  await press(page, '新建会议');
  const pasted = PLAN.presenters.map(({ name, unit, post }) => [name, unit, post].join('\t'));
  await page.getByLabel('从 Excel 复制名单，粘贴到这里').fill(pasted.join('\n'));
  await press(page, '读取粘贴的名单');
  await press(page, `使用这 ${PLAN.presenters.length} 名`);
  await page.getByText('实时显示').click();
  await press(page, '保存');
  await press(page, '下一步：测评票');
}

async function printTickets(
  page: Page,
  server: ServerUnderTest,
): Promise<readonly (readonly string[])[]> {
  await page.getByText('其他地址').click();
  await page.getByLabel('手机访问的地址').fill(server.url);
  await page.getByLabel('A 票（领导）张数').fill(String(TICKETS[0]));
  await page.getByLabel('B 票（其他）张数').fill(String(TICKETS[1]));
  await press(page, '制票');
  await page.getByText('沿虚线裁开').first().waitFor();
  const pdfFile = join(server.folder, 'tickets.pdf');
  await page.pdf({ path: pdfFile, preferCSSPageSize: true });
  const sheets = (await scanPages(pdfFile, server.folder)).map(readSheet);
  await press(page, '都已印好，收起');
  await page.getByRole('dialog').getByRole('button').last().click();
  return sheets.map((codes) => codes.map(({ text }) => text));
}

async function openScreen(browser: Browser, page: Page): Promise<Page> {
  await page.getByRole('link', { name: '会场控制' }).click();
  await page.getByRole('region', { name: '大屏与主持人链接' }).getByText('新建大屏链接').click();
  const link = await page.getByRole('textbox', { name: '大屏链接' }).inputValue();
  const here = new URL(link);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const screen = await context.newPage();
  await screen.goto(`${new URL(page.url()).origin}${here.pathname}${here.hash}`);
  return screen;
}

async function openVoting(page: Page): Promise<void> {
  await press(page, '开启测评');
  await press(page, '票箱为空，开启测评');
}

type Trouble = (phone: PhoneInHand) => Promise<void>;

/** Marks all presenters by tapping, with trouble in the middle; what was tapped is what must count. */
async function fillIn(
  phone: PhoneInHand,
  voter: number,
  trouble: Trouble,
): Promise<readonly number[]> {
  const marks: number[] = [];
  for (const [presenter, { name }] of PLAN.presenters.entries()) {
    await phone.sees(name);
    const grade = (voter + presenter) % GRADES.length;
    const last = (voter * 2 + presenter) % GRADES.length;
    await phone.markPresenter(GRADES[grade] ?? '', last);
    marks.push(...PLAN.rule.items.slice(1).map(() => grade), last);
    if (presenter === 3) await trouble(phone);
    await phone.tap(presenter === PLAN.presenters.length - 1 ? '核对提交' : '下一位');
  }
  return marks;
}

const noTrouble: Trouble = async () => {};

const loseNetwork: Trouble = async (phone) => {
  await phone.context.setOffline(true);
  await phone.page.getByText('网络中断').waitFor();
  await phone.tap('下一位');
  await phone.tap('上一位');
  await phone.context.setOffline(false);
  await phone.page.getByText('网络中断').waitFor({ state: 'hidden' });
};

const reload: Trouble = async (phone) => {
  await phone.page.reload();
  // It opens at the first presenter without marks.
  await phone.sees('述职人戊');
  await phone.tap('上一位');
};

/** Phones and the screen come back by themselves, and the screen says that it is behind. */
function loseServer(server: ServerUnderTest, screen: Page): Trouble {
  return async (phone) => {
    await server.stop();
    await phone.page.getByText('网络中断').waitFor();
    await screen.getByText('数据暂停').first().waitFor();
    await server.start();
    await phone.page.getByText('网络中断').waitFor({ state: 'hidden' });
    await screen.getByText('数据暂停').first().waitFor({ state: 'hidden' });
  };
}

async function submit(phone: PhoneInHand): Promise<void> {
  await phone.sees('核对');
  await phone.page.getByText('尚未提交').first().waitFor();
  await phone.tap('确认提交');
  await phone.sees('已收到');
  await phone.close();
}

async function returnedOn(screen: Page): Promise<number> {
  const text = await screen.locator('body').innerText();
  return Number(/收回\s*(\d+)\s*\/\s*发出/.exec(text)?.[1] ?? Number.NaN);
}

function scoresOn(screen: Page): Promise<string[]> {
  return screen.locator('.board .score').allInnerTexts();
}

/** [RULE-5] Until the other group has a ballot the scores are withheld. */
function expectedOnScreen(ballots: readonly CountedBallot[]): readonly string[] {
  if (ballots.some(({ group }) => group === 1)) return naiveScores(PLAN, ballots);
  return PLAN.presenters.map(() => '缺 B 票');
}

async function closeVoting(page: Page): Promise<void> {
  await press(page, '结束测评');
  await page.getByLabel('立即').check();
  await page.getByRole('dialog').getByRole('button', { name: '结束测评' }).click();
  await page.getByRole('link', { name: '结果', exact: true }).click();
}

async function exportedScores(page: Page): Promise<Map<string, string>> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载 Excel（.xlsx）' }).click(),
  ]);
  const rows = await readWorksheet(await (download as Download).path(), '名次表');
  const heading = rows.findIndex((row) => row.includes('姓名'));
  const [names, scores] = ['姓名', '现场测评得分'].map(
    (label) => rows[heading]?.indexOf(label) ?? -1,
  );
  return new Map(
    rows
      .slice(heading + 1)
      .map((row) => [String(row[names ?? 0]), Number(row[scores ?? 0]).toFixed(2)]),
  );
}

async function oldTicketIsRefused(browser: Browser, link: string): Promise<void> {
  const phone = await PhoneInHand.scan(browser, link);
  await phone.page.getByText('这张票已经用过').waitFor();
  await phone.close();
}
