import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createMeeting } from '../../server/voting/meetings.ts';
import type { TicketSecret } from '../../shared/identifiers.ts';
import { spacedTicketCode } from '../../shared/ticket-code.ts';
import { must, prepareMeeting } from '../meeting-under-test.ts';
import { noticePlan } from '../notice-plan.ts';
import { newKey, Phone } from '../phone.ts';
import { accessibilityProblems } from './accessibility.ts';
import { LAPTOP, scrollsSideways, withDesk } from './organizer-desk.ts';

/** 已制, 作废, 发出, 收回, 未投 of one row. */
async function figures(page: Page, row: string): Promise<readonly number[]> {
  const cells = page.getByRole('row', { name: row }).first().getByRole('cell');
  return (await cells.allTextContents()).map(Number);
}

describe('the address that tickets carry', () => {
  test('the server’s own is offered, with what is wrong with it', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { meeting } = must(await createMeeting(server.parts, noticePlan()));
      await signIn();
      await open(meeting.id, 'tickets');
      await page.getByText('仅本机可用').waitFor();
      await page.getByText('手机扫码会打不开').waitFor();
      await page.getByRole('img', { name: /^试扫用的二维码：http:\/\/localhost/ }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    });
  });

  test('another can be typed, is checked, warned of, and kept on this computer', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { meeting } = must(await createMeeting(server.parts, noticePlan()));
      await signIn();
      await open(meeting.id, 'tickets');
      await page.getByLabel('其他地址').check();
      const address = page.getByLabel('手机访问的地址');
      await address.fill('http://192.168.1.20:3000/vote');
      await page.getByText('后面不要带路径').waitFor();
      await page.getByLabel('A 票（领导）张数').fill('20');
      expect(await page.getByRole('button', { name: '制票' }).isDisabled()).toBe(true);
      await address.fill('192.168.1.20:3000');
      await page.getByText('服务器不认识这个地址').waitFor();
      await page.getByText('这个地址是 http').waitFor();
      await address.fill('https://pingyi.example.cn');
      await page.getByText('共 20 张，A4 纸 3 页，票上地址 https://pingyi.example.cn').waitFor();
      expect(await page.getByText('这个地址是 http').count()).toBe(0);
      await page.reload();
      await expect.poll(() => address.inputValue()).toBe('https://pingyi.example.cn');
    });
  });

  test('PUBLIC_URL is what is offered where it is set', async () => {
    await withDesk(
      async ({ page, server, signIn, open }) => {
        const { meeting } = must(await createMeeting(server.parts, noticePlan()));
        await signIn();
        await open(meeting.id, 'tickets');
        await page.getByRole('radio', { name: 'https://pingyi.example.cn' }).waitFor();
        expect(await page.locator('.address .notice').count()).toBe(0);
      },
      { environment: { PUBLIC_URL: 'https://pingyi.example.cn' } },
    );
  });
});

describe('the way on', () => {
  test('once every group has tickets the next step is the hall, and it is in sight', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server, [3, 0]);
      await signIn();
      await open(id, 'tickets');
      await page.getByRole('status').getByText('B 票（其他）还没有可用的测评票').waitFor();
      const nextStep = page.getByRole('button', { name: '下一步：会场控制' });
      expect(await nextStep.count()).toBe(0);
      await page.getByLabel('B 票（其他）张数').fill('6');
      await page.getByRole('button', { name: '补充制票' }).click();
      await page.getByRole('button', { name: '都已印好，收起' }).click();
      expect(await nextStep.count()).toBe(0);
      await page.getByRole('dialog').getByRole('button', { name: '都印好了，收起' }).click();
      await page.getByText('测评票 9 张可用').waitFor();
      const { y = 0, height = 0 } = (await nextStep.boundingBox()) ?? {};
      expect(y).toBeGreaterThan(0);
      expect(y + height).toBeLessThanOrEqual(LAPTOP.height);
      expect(await accessibilityProblems(page)).toEqual([]);
      await nextStep.click();
      await page.waitForURL(/control$/);
    });
  });
});

describe('[TICKET-5] voiding and adding', () => {
  test('a whole batch, with figures before and after; what is spent stays', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id, tickets, marks, command } = await prepareMeeting(server, [3, 6]);
      await command({ command: 'open' });
      const phone = await Phone.enter(server.url, tickets[0]?.[0] ?? '');
      await phone.send({ meeting: id, round: 1, key: newKey(), marks: marks(0) });
      phone.socket.disconnect();
      await signIn();
      await open(id, 'tickets');
      await expect.poll(() => figures(page, 'A 票（领导）')).toEqual([3, 0, 3, 1, 2]);
      await page.getByRole('button', { name: '作废整批：第 1 批' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('将作废 A 票 2 张、B 票 6 张').waitFor();
      await dialog.getByText('已收回的 1 张不受影响').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByRole('button', { name: '作废 8 张' }).click();
      await page.getByText('第 1 批已作废 8 张。').waitFor();
      expect(await figures(page, 'A 票（领导）')).toEqual([3, 2, 1, 1, 0]);
      expect(await figures(page, '合计')).toEqual([9, 8, 1, 1, 0]);
    });
  });

  test('by code, each that could not be voided named with the reason', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id, tickets } = await prepareMeeting(server, [3, 6]);
      const [first, second] = (tickets[1] ?? []).map(spacedTicketCode);
      const nobodys = spacedTicketCode('0000000000000000' as TicketSecret);
      await signIn();
      await open(id, 'tickets');
      const field = page.getByRole('textbox', { name: '测评码' });
      await field.fill(`${first}\n12345`);
      await page.getByText('有 1 行不是测评码：12345').waitFor();
      await field.fill(`${first?.toLowerCase()}\n${second}\n${nobodys}`);
      await page.getByRole('button', { name: '作废 3 张' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '作废 3 张' }).click();
      await page.getByText('已作废 2 张。').waitFor();
      await page.getByText('没有找到这张测评票').waitFor();
      expect(await figures(page, 'B 票（其他）')).toEqual([6, 2, 4, 0, 4]);
      expect(await field.inputValue()).toBe('');
    });
  });

  test('more tickets while voting is open, none after closing', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id, command } = await prepareMeeting(server, [3, 6]);
      await command({ command: 'open' });
      await signIn();
      await open(id, 'tickets');
      await page.getByText('新制的票立即可用').waitFor();
      await page.getByLabel('B 票（其他）张数').fill('２');
      await page.getByRole('button', { name: '补充制票' }).click();
      await page.getByRole('heading', { name: '第 2 批：共 2 张，1 页' }).waitFor();
      expect((await detail(id)).tickets[1]?.fresh).toBe(8);
      await page.getByRole('button', { name: '都已印好，收起' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '都印好了，收起' }).click();
      await command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await page.reload();
      await page.getByText('测评已经结束，不能再制票').waitFor();
      expect(await page.getByRole('button', { name: /制票/ }).count()).toBe(0);
    });
  });

  test('[SECRET-3] a small group with live display is warned of here too', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server, [9, 10], { display: 'live' });
      await signIn();
      await open(id, 'tickets');
      await page.getByText('A 票（领导）9 张，不足 10 张').waitFor();
    });
  });
});
