import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { MeetingPlan } from '../../shared/meeting.ts';
import { NOTICE_RULE } from '../../shared/rule.ts';
import { FullDisk } from '../failing-store.ts';
import { type MeetingUnderTest, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { accessibilityProblems } from './accessibility.ts';
import { haltVote } from './halted-vote.ts';
import { castBallot, withScreenHall } from './screen-hall.ts';
import { crampedUnits, misplacedTexts, overlappingRows, smallestType } from './screen-measure.ts';

const PICTURES = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const FOUR_TO_THREE = { width: 1024, height: 768 };
/** `floor 4vh` at 16:9; 1366×768 is a hair narrower than that. */
const FLOOR = 3.99;

const LONG_UNIT = '某某市人力资源和社会保障事务综合服务管理中心联合党委办公室';
const DIGITS = '一二三四五六七八九十';

/** All that the rules allow at once: 60 presenters, 6 groups, 10 grades, long words everywhere. */
const EXTREME: Partial<MeetingPlan> = {
  title: '某某市市直机关党组织书记履行全面从严治党主体责任和抓基层党建工作述职评议大会',
  presenters: Array.from({ length: 60 }, (_, index) => ({
    name: index % 2 === 0 ? '述职人某某某某·某某某某' : '述职人甲',
    unit: index % 3 === 0 ? '单位一二' : LONG_UNIT,
    post: '党委书记、主任',
  })),
  rule: {
    ...NOTICE_RULE,
    decimals: 4,
    blank: 'allowed',
    grades: Array.from(DIGITS, (digit) => ({ label: `第${digit}等次的名称`, points: '1000' })),
    groups: Array.from('一二三四五六', (digit, group) => ({
      label: `第${digit}类参加测评人员`,
      weight: group === 0 ? '50' : '10',
    })),
  },
};

async function expectWhole(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  expect(await misplacedTexts(page)).toEqual([]);
  expect(await overlappingRows(page)).toEqual([]);
}

/** The phases one after another; `look` is called in each, when the screen has come to it. */
async function walkThrough(
  server: ServerUnderTest,
  meeting: MeetingUnderTest,
  page: Page,
  look: () => Promise<void>,
): Promise<void> {
  await page.getByText('测评方法').waitFor();
  await look();
  await meeting.command({ command: 'open' });
  await page.getByText('测评进行中').waitFor();
  await castBallot(server, meeting, meeting.tickets[0]?.[0], [3, 0, 1, 2, 0]);
  await look();
  await meeting.command({ command: 'pause' });
  await page.getByText('已提交的票有效').waitFor();
  await look();
  await meeting.command({ command: 'resume' });
  await meeting.command({ command: 'close', countdownSeconds: 300, confirmed: true });
  await page.locator('.countdown').waitFor();
  await look();
  await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
  await page.getByText('测评已结束').waitFor();
  await look();
}

test('every state of the notice’s meeting fits every picture, in type of at least 4vh', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts, [40, 140]);
    const page = await project(meeting.id);
    await walkThrough(server, meeting, page, async () => {
      for (const picture of PICTURES) {
        await page.setViewportSize(picture);
        await expectWhole(page);
        expect(await smallestType(page)).toBeGreaterThanOrEqual(FLOOR);
      }
      await page.setViewportSize(FOUR_TO_THREE);
      await expectWhole(page);
    });
  }));

test('counts of ballots fit every picture while results are hidden, and when they are revealed', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts, [40, 140], { display: 'turnout' });
    const page = await project(meeting.id);
    await walkThrough(server, meeting, page, async () => {
      for (const picture of [...PICTURES, FOUR_TO_THREE]) {
        await page.setViewportSize(picture);
        await expectWhole(page);
      }
    });
    await meeting.command({ command: 'reveal', how: 'next', revealed: 0 });
    await page.locator('.cover').first().waitFor();
    await expectWhole(page);
  }));

test('[RULE-1] the largest meeting that the rules allow breaks nothing', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [1000, 1, 1, 1, 1, 1], EXTREME);
    const page = await project(meeting.id);
    await castBallot(server, meeting, meeting.tickets[0]?.[0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await expect.poll(() => page.locator('.strip-all strong').first().innerText()).toBe('1');
    for (const picture of [...PICTURES, FOUR_TO_THREE]) {
      await page.setViewportSize(picture);
      await expectWhole(page);
    }
  }));

test.each([
  ['the notice’s', {}, [40, 140]],
  ['the largest', EXTREME, [1000, 1, 1, 1, 1, 1]],
] as const)(
  '[SECRET-3] why no figure stands there yet fits every picture: %s meeting',
  (_, plan, tickets) =>
    withScreenHall(async ({ server, project }) => {
      const meeting = await openMeeting(server.parts, tickets, { ...plan, display: 'batched' });
      const page = await project(meeting.id);
      await page.getByText('第一批尚未显示').waitFor();
      for (const picture of [...PICTURES, FOUR_TO_THREE]) {
        await page.setViewportSize(picture);
        await expectWhole(page);
      }
    }),
);

test.each([8, 20, 60])(
  '[SCREEN-4] %i presenters of one bureau are told apart by their units',
  (count) =>
    withScreenHall(async ({ server, project }) => {
      const parts = [
        '办公室',
        '建设工程质量安全监督管理站',
        '物业管理服务中心',
        '勘察设计管理办公室',
      ];
      const presenters = Array.from({ length: count }, (_, index) => ({
        name: `述职人${index + 1}`,
        unit: `某市住房和城乡建设局${parts[index % 4]}${index + 1}`,
        post: '党组书记',
      }));
      const meeting = await openMeeting(server.parts, [40, 140], { presenters });
      const page = await project(meeting.id);
      await page.getByText('测评进行中').waitFor();
      const units = await page.locator('.unit').allInnerTexts();
      expect(units.length).toBeGreaterThan(4);
      expect(new Set(units).size).toBe(units.length);
      for (const picture of [...PICTURES, FOUR_TO_THREE]) {
        await page.setViewportSize(picture);
        await expectWhole(page);
        expect(await crampedUnits(page)).toEqual([]);
      }
    }),
);

test.each([
  ['live', 'screen'],
  ['turnout', 'screen'],
  ['live', 'host'],
] as const)('axe finds nothing in any state: %s, %s', (display, kind) =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts, [2, 3], { display });
    const page = await project(meeting.id, { kind });
    const look = async () => expect(await accessibilityProblems(page)).toEqual([]);
    if (kind === 'screen') {
      await walkThrough(server, meeting, page, look);
      for (const key of ['q', '?']) {
        await page.keyboard.press(key);
        await page.locator('.overlay').waitFor();
        await look();
        await page.keyboard.press('Escape');
      }
    } else {
      await look();
      await meeting.command({ command: 'open' });
      await page.getByText('测评进行中').waitFor();
      await look();
    }
    await server.stop();
    await page.getByText('数据暂停').waitFor();
    await look();
    await server.start();
  }),
);

test('axe finds nothing where the vote is halted, rehearsed, or the link refused', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts);
    const page = await project(meeting.id);
    await meeting.command({ command: 'startRehearsal' });
    await page.locator('.rehearsal-badge').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await meeting.command({ command: 'open' });
    await haltVote(server, meeting.id);
    await page.getByText('听从主持人安排').waitFor();
    expect(await page.locator('.board').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${server.url}/screen/#wrongwrongwrongwrongwrongwro`);
    await page.getByText('无法显示').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  }));

test('more than eight presenters come in pages, turned by themselves and by a clicker', () =>
  withScreenHall(async ({ server, project }) => {
    const presenters = Array.from({ length: 9 }, (_, index) => ({
      name: `述职人${DIGITS[index]}`,
      unit: '',
      post: '',
    }));
    const meeting = await openMeeting(server.parts, [1, 1], { presenters });
    const page = await project(meeting.id, { prepare: (fresh) => fresh.clock.install() });
    const names = page.locator('.board .name');
    await expect.poll(() => names.allInnerTexts()).toHaveLength(5);
    await page.keyboard.press('PageDown');
    await expect.poll(() => names.first().innerText()).toBe('述职人六');
    await page.keyboard.press('PageUp');
    await expect.poll(() => names.first().innerText()).toBe('述职人一');
    await page.keyboard.press('Space');
    await expect.poll(() => names.first().innerText()).toBe('述职人六');
    await page.clock.fastForward(61_000);
    await expect.poll(() => names.first().innerText()).toBe('述职人一');
    await page.clock.fastForward(13_000);
    await expect.poll(() => names.first().innerText()).toBe('述职人六');
  }));

test('Q shows the way in, without any ticket, and the pointer hides', () =>
  withScreenHall(
    async ({ server, project }) => {
      const meeting = await openMeeting(server.parts);
      const page = await project(meeting.id);
      await page.getByText('测评进行中').waitFor();
      await page.keyboard.press('q');
      const overlay = page.locator('.overlay-address');
      await overlay.waitFor();
      expect(await overlay.innerText()).toContain('https://vote.example.org');
      expect(await overlay.locator('.qr').count()).toBe(1);
      await page.keyboard.press('q');
      expect(await overlay.count()).toBe(0);
      await expect.poll(() => page.locator('html.idle').count(), { timeout: 10_000 }).toBe(1);
    },
    { environment: { PUBLIC_URL: 'https://vote.example.org/' } },
  ));

test('an uploaded emblem stands at the left of the header, and none is shipped', () =>
  withScreenHall(async ({ server, project }) => {
    const emblem =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const plain = await openMeeting(server.parts);
    const marked = await openMeeting(server.parts, [1, 1], { emblem });
    const page = await project(marked.id);
    const image = page.locator('.header .emblem');
    await image.waitFor();
    expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
    const other = await project(plain.id);
    await other.getByText('测评进行中').waitFor();
    expect(await other.locator('img').count()).toBe(0);
  }));

test('a title of 38 characters stands whole beside the badge of a rehearsal and every notice', () => {
  const disk = new FullDisk();
  return withScreenHall(
    async ({ server, project }) => {
      const { title } = EXTREME;
      expect(title).toHaveLength(38);
      const meeting = await prepareMeeting(server.parts, [2, 3], { title: title ?? '' });
      const page = await project(meeting.id);
      const whole = async (notice: string) => {
        await page.locator(`.header-${notice} .rehearsal-badge`).waitFor();
        for (const picture of [...PICTURES, FOUR_TO_THREE]) {
          await page.setViewportSize(picture);
          expect([notice, picture, await linesOfTitle(page)]).toEqual([notice, picture, 2]);
        }
      };
      await meeting.command({ command: 'startRehearsal' });
      await meeting.command({ command: 'open' });
      await whole('phase');
      await meeting.command({ command: 'pause' });
      await whole('paused');
      await meeting.command({ command: 'resume' });
      const phone = await Phone.enter(server.url, meeting.tickets[0]?.[0] ?? '');
      disk.full = true;
      await phone.cast(meeting.marks(0));
      await whole('interrupted');
      disk.full = false;
      await whole('phase');
      phone.leave();
      await meeting.command({ command: 'close', countdownSeconds: 300, confirmed: true });
      await whole('closing');
      await server.stop();
      await whole('stale');
      await server.start();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

/** How many lines the title takes; there is room for two. */
function linesOfTitle(page: Page): Promise<number> {
  return page.locator('.title').evaluate((title) => {
    const range = document.createRange();
    range.selectNodeContents(title);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
}
