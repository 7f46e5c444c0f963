import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { voidTickets } from '../../server/voting/tickets.ts';
import { must } from '../meeting-under-test.ts';
import { phoneAccessibilityProblems } from './accessibility.ts';
import { sidewaysProblems, sizeProblems } from './voter-measure.ts';
import {
  inVoterHall,
  ONE_ITEM,
  ONE_ITEM_WITH_BLANK,
  ticketOf,
  type VoterHall,
  type VoterPhone,
  WITH_BLANK,
} from './voter-phone.ts';

/** What 200 % zoom leaves of a phone of 360 × 740. */
const ZOOMED = { width: 180, height: 370 };
const NARROW = { width: 320, height: 568 };
const SMALL = { width: 360, height: 740 };

interface Stop {
  readonly name: string;
  readonly problems: readonly string[];
}

/** Stops at every page that a voter can come to, and looks at each with `look`. */
async function everyPage(
  { phone, meeting, command, server }: VoterHall,
  size: { width: number; height: number },
  look: (page: Page) => Promise<readonly string[]>,
): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  const voter = await phone(size);
  const stop = async (name: string, heading: string, at: VoterPhone = voter) => {
    await at.seesHeading(heading);
    stops.push({ name, problems: await look(at.page) });
  };
  await voter.page.goto(voter.url);
  await stop('code', '输入测评码');
  await voter.tap('打开测评票');
  await stop('wrong code', '输入测评码');
  await voter.scan('0000111122223333');
  await stop('unknown ticket', '没有找到这张票');
  await voter.scan(ticketOf(meeting, 0));
  await stop('waiting', meeting.plan.title);
  await command({ command: 'open' });
  await stop('marking', '述职人甲');
  await voter.tap('整人同评：好');
  await command({ command: 'close', countdownSeconds: 300, confirmed: true });
  await voter.sees('测评即将结束');
  await stop('marking while closing', '述职人甲');
  await command({ command: 'cancelClosing' });
  await voter.page.getByRole('button', { name: /^第 8 位/ }).tap();
  await voter.tap('核对提交');
  await stop('review with gaps', '核对');
  await voter.page.getByRole('button', { name: /^1\. / }).tap();
  await voter.fillAll('较好');
  await command({ command: 'pause' });
  await voter.sees('测评已暂停');
  await stop('review while paused', '核对');
  await command({ command: 'resume' });
  await voter.page.getByText('测评已暂停').waitFor({ state: 'detached' });
  await voter.context.setOffline(true);
  await voter.sees('网络中断');
  await stop('review without a connection', '核对');
  await voter.tap('确认提交');
  await stop('casting', '等待网络恢复');
  await voter.context.setOffline(false);
  await stop('receipt', '已收到');
  const late = await phone(size);
  await late.scan(ticketOf(meeting, 0));
  await stop('used ticket', '这张票已经用过', late);
  const voided = ticketOf(meeting, 1);
  must(await voidTickets(server.parts, meeting.id, { codes: [voided] }));
  await late.scan(voided);
  await stop('voided ticket', '这张票已作废', late);
  return stops;
}

async function noProblems(stops: readonly Stop[]): Promise<void> {
  expect(stops.filter(({ problems }) => problems.length > 0)).toEqual([]);
  expect(stops).toHaveLength(13);
}

test('every page is clean for axe, contrast of 7:1 included, and large enough to read and hit', () =>
  inVoterHall(
    async (hall) => {
      const look = async (page: Page) => [
        ...(await phoneAccessibilityProblems(page)),
        ...(await sizeProblems(page)),
      ];
      await noProblems(await everyPage(hall, SMALL, look));
    },
    { opened: false },
  ));

test('every page of a rehearsal, and of the round after it, is clean for axe and large enough', () =>
  inVoterHall(
    async ({ phone, meeting, command }) => {
      const voter = await phone();
      const clean = async (words: string) => {
        await voter.sees(words);
        expect([words, await phoneAccessibilityProblems(voter.page)]).toEqual([words, []]);
        expect([words, await sizeProblems(voter.page)]).toEqual([words, []]);
      };
      await command({ command: 'startRehearsal' });
      await voter.scan(ticketOf(meeting, 0));
      await clean('测评尚未开始');
      await command({ command: 'open' });
      await clean('弃权');
      for (let presenter = 0; presenter < 8; presenter += 1) await voter.mark(presenter, '弃权');
      await clean('弃权');
      await voter.tap('核对提交');
      await clean('确认提交');
      await voter.tap('确认提交');
      await clean('已收到');
      await command({ command: 'endRehearsal', confirmed: true });
      await clean('演练已结束，请等候正式测评开始');
      await command({ command: 'open' });
      await clean('现在是正式测评');
      await command({ command: 'pause' });
      await clean('测评已暂停');
    },
    { opened: false, plan: ONE_ITEM_WITH_BLANK },
  ));

test('the page is clean for axe while it waits for the server', () =>
  inVoterHall(async ({ phone, meeting }) => {
    const voter = await phone();
    await voter.page.routeWebSocket(/socket\.io/, () => {});
    await voter.scan(ticketOf(meeting, 0));
    await voter.seesHeading('正在打开测评票');
    expect(await phoneAccessibilityProblems(voter.page)).toEqual([]);
    expect(await sizeProblems(voter.page)).toEqual([]);
  }));

test.each([
  ['320 px wide', NARROW],
  ['at 200 % zoom', ZOOMED],
])('nothing sticks out %s', (_, size) =>
  inVoterHall(
    async (hall) => {
      await noProblems(await everyPage(hall, size, sidewaysProblems));
    },
    { opened: false },
  ),
);

test('the largest type fits the narrowest phone, follows WeChat’s scaling, and is kept', () =>
  inVoterHall(
    async ({ phone, meeting }) => {
      const voter = await phone(NARROW);
      await voter.scan(ticketOf(meeting, 0));
      const size = voter.page.getByRole('button', { name: /^字号/ });
      await size.tap();
      await size.tap();
      await voter.page.reload();
      await voter.seesHeading('述职人甲');
      expect(await size.getAttribute('aria-label')).toBe('字号：特大字，换为标准字');
      const typeOf = () =>
        voter.page
          .getByRole('heading', { name: '落实党建责任' })
          .evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
      expect(await typeOf()).toBeGreaterThanOrEqual(30);
      expect(await sidewaysProblems(voter.page)).toEqual([]);
      await voter.page.evaluate(() => {
        document.body.style.setProperty('-webkit-text-size-adjust', '130%');
      });
      expect(await sidewaysProblems(voter.page)).toEqual([]);
    },
    { plan: WITH_BLANK },
  ));

test.each([SMALL, NARROW, { width: 412, height: 915 }])(
  'four grades stand in one row or two by two, whatever the type: $width px',
  (size) =>
    inVoterHall(
      async ({ phone, meeting }) => {
        const voter = await phone(size);
        await voter.scan(ticketOf(meeting, 0));
        await voter.tap('整人同评：好');
        for (let step = 0; step < 3; step += 1) {
          const rows = await rowsOfGrades(voter.page);
          expect(rows).toHaveLength(7);
          for (const row of rows) expect(['4', '2+2']).toContain(row);
          expect(await heightOf(voter.page, '撤销')).toBeLessThan(70);
          await voter.page.getByRole('button', { name: /^字号/ }).tap();
        }
      },
      { opened: true },
    ),
);

test.each([SMALL, { width: 412, height: 915 }])(
  'whatever the type, an item is in sight at once, and that more is below: $width px',
  (size) =>
    inVoterHall(async ({ phone, meeting }) => {
      const voter = await phone(size);
      await voter.scan(ticketOf(meeting, 0));
      await voter.seesHeading('述职人甲');
      const more = voter.page.getByText('下面还有');
      for (const larger of ['大字', '特大字', '标准字']) {
        await more.waitFor();
        const foot = (await more.boundingBox())?.y ?? 0;
        const grade = voter.page.getByRole('radiogroup').first().getByText('较好');
        const { y = 0, height = 0 } = (await grade.boundingBox()) ?? {};
        expect([larger, foot > y + height / 2]).toEqual([larger, true]);
        await voter.page.getByRole('button', { name: new RegExp(`换为${larger}$`) }).tap();
      }
      await voter.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await more.waitFor({ state: 'hidden' });
      await voter.page.evaluate(() => scrollTo(0, 0));
      await more.waitFor();
    }),
);

test('that more is below is said of presenters on one page, too, and not where all is in sight', () =>
  inVoterHall(
    async ({ scanned }) => {
      const voter = await scanned();
      const more = voter.page.getByText('下面还有');
      await voter.seesHeading('总体评价');
      await more.waitFor();
      await voter.tap('核对提交');
      await voter.seesHeading('核对');
      await more.waitFor({ state: 'hidden' });
    },
    { plan: ONE_ITEM },
  ));

/** How many grades stand in each row, for every cell and for 整人同评: `4`, or `2+2`. */
function rowsOfGrades(page: Page): Promise<readonly string[]> {
  return page.locator('.grades').evaluateAll((all) =>
    all.map((grades) => {
      const tops = [...grades.children].map((grade) => grade.getBoundingClientRect().top);
      const rows = [...new Set(tops)].map((top) => tops.filter((other) => other === top).length);
      return rows.join('+');
    }),
  );
}

async function heightOf(page: Page, button: string): Promise<number> {
  const box = await page.getByRole('button', { name: button, exact: true }).boundingBox();
  return box?.height ?? Number.POSITIVE_INFINITY;
}

test('a whole ballot can be cast with the keyboard alone', () =>
  inVoterHall(
    async ({ phone, meeting, returned }) => {
      const { page, ...voter } = await phone().then((taken) => ({
        page: taken.page,
        scan: (ticket: string) => taken.scan(ticket),
        seesHeading: (name: string) => taken.seesHeading(name),
      }));
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
      const tabTo = async (words: string) => {
        for (let step = 0; step < 40 && !(await focused()).includes(words); step += 1)
          await page.keyboard.press('Tab');
        expect(await focused()).toContain(words);
      };
      await voter.scan(ticketOf(meeting, 0));
      await voter.seesHeading('总体评价');
      await expect.poll(focused).toBe('总体评价');
      await page.keyboard.press('Tab');
      for (let presenter = 0; presenter < 8; presenter += 1) {
        await page.keyboard.press('Space');
        if (presenter % 2 === 1) await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Tab');
      }
      const chosen = await page
        .locator('input:checked')
        .evaluateAll((inputs) => inputs.map((input) => input.parentElement?.textContent));
      expect(chosen).toEqual(['好', '较好', '好', '较好', '好', '较好', '好', '较好']);
      await tabTo('核对提交');
      await page.keyboard.press('Enter');
      await expect.poll(focused).toBe('核对');
      await tabTo('确认提交');
      await page.keyboard.press('Enter');
      await voter.seesHeading('已收到');
      await expect.poll(focused).toBe('已收到');
      expect(await returned()).toBe(1);
    },
    { plan: ONE_ITEM },
  ));
