import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { alteredStore } from '../altered-store.ts';
import { FullDisk } from '../failing-store.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { accessibilityProblems } from './accessibility.ts';
import { LAPTOP, scrollsSideways, withDesk } from './organizer-desk.ts';

const PHONE = { width: 360, height: 740 };

async function looksRight(page: Page): Promise<void> {
  for (const size of [PHONE, LAPTOP]) {
    await page.setViewportSize(size);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await sticksOut(page)).toEqual([]);
  }
}

/** What is wider than the paper that it lies on. */
function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.section')].flatMap((section) => {
      const edge = section.getBoundingClientRect().right;
      return [...section.querySelectorAll('*')]
        .filter((inner) => inner.getBoundingClientRect().right > edge)
        .map(({ tagName }) => tagName);
    }),
  );
}

/** The page that the top bar leads to, in a window of its own. */
async function openHealth(page: Page, context: BrowserContext): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: '运行状况（新窗口）' }).click();
  const health = await opened;
  await health.getByRole('heading', { name: '运行状况', exact: true }).waitFor();
  return health;
}

function fact(page: Page, term: string): Promise<string> {
  return page
    .locator('.health-fact', { has: page.getByText(term, { exact: true }) })
    .locator('dd')
    .first()
    .innerText();
}

async function voteAll({ url }: ServerUnderTest, meeting: MeetingUnderTest) {
  const phones = await Promise.all(meeting.tickets.flat().map((one) => Phone.enter(url, one)));
  for (const phone of phones)
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
  return phones;
}

test('[RUN-2] the console shows how the server runs, and by itself what changes', () =>
  withDesk(async ({ page, context, server, signIn, open }) => {
    await signIn();
    const meeting = await openMeeting(server.parts, [1, 4]);
    await open(meeting.id, 'prepare');
    const health = await openHealth(page, context);
    await health.getByText('本服务进程').waitFor();
    expect(await health.locator('.phase').innerText()).toBe('正常');
    expect(await fact(health, '已收到')).toBe('0 次');
    expect(await fact(health, '每次写入')).toBe('—');
    expect(await health.getByRole('row', { name: '答复手机 — — —' }).count()).toBe(1);
    await looksRight(health);

    const phones = await voteAll(server, meeting);
    await phones[0]?.cast(meeting.marks(0));
    await health
      .locator('.health-fact', { hasText: '拒收' })
      .getByText('1 次', { exact: true })
      .waitFor();
    expect(await fact(health, '已收到')).toBe('5 次');
    expect(await fact(health, '未能答复')).toBe('0 次');
    expect(await fact(health, '每次写入')).toBe('平均 1.0 张，最多 1 张');
    expect(await fact(health, '手机')).toBe('5');
    expect(await fact(health, '会场控制页和结果页')).toBe('0');
    expect(await fact(health, '存储')).toBe('正常');
    for (const name of ['答复手机', '写入存储'])
      expect(await health.getByRole('row', { name }).innerText()).toMatch(/(?:\s+\d[\d.,]*){3}$/);
    expect(await health.locator('main').innerText()).not.toMatch(/事件循环|含重复|50%/);
    // The page does not lead to itself.
    expect(await health.getByRole('link', { name: /运行状况/ }).count()).toBe(0);
    await looksRight(health);
    for (const phone of phones) phone.leave();
  }));

test('[RUN-1] a store that fails is said with what to do, and a server that is gone makes the figures old', () => {
  const disk = new FullDisk();
  return withDesk(
    async ({ page, context, server, signIn }) => {
      await signIn();
      const meeting = await openMeeting(server.parts, [1, 1]);
      const health = await openHealth(page, context);
      await health.getByText('本服务进程').waitFor();
      disk.full = true;
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      await phone.cast(meeting.marks(0));
      await health.getByRole('alert').getByText('服务器磁盘空间已满').waitFor();
      expect(await health.locator('.phase').innerText()).toBe('存储故障');
      expect(await fact(health, '存储')).toBe('故障');
      await looksRight(health);
      disk.full = false;
      await health.getByText('正常', { exact: true }).first().waitFor();
      phone.leave();

      await server.stop();
      await health.getByText('以下是中断前的数字').waitFor();
      expect(await health.locator('.phase').innerText()).toBe('数据暂停');
      await looksRight(health);
      await server.start();
      await health.getByText('以下是中断前的数字').waitFor({ state: 'detached' });
      expect(await health.locator('.phase').innerText()).toBe('正常');
      expect(await health.locator('.health-stale').count()).toBe(0);
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test('[CAST-2] a store that may lose votes is never called well', () =>
  withDesk(
    async ({ page, context, signIn }) => {
      await signIn();
      const health = await openHealth(page, context);
      await health.getByRole('alert').getByText('不得用于正式测评').waitFor();
      expect(await health.locator('.phase').innerText()).toBe('仅供试用');
      await looksRight(health);
    },
    { around: (store) => alteredStore(store, { lossy: true }) },
  ));

test('a session that has ended leads to the sign-in page', () =>
  withDesk(async ({ page, context, signIn }) => {
    await signIn();
    const health = await openHealth(page, context);
    await page.getByRole('button', { name: '退出登录' }).click();
    await health.getByRole('heading', { name: '请用登录链接进入' }).waitFor();
  }));
