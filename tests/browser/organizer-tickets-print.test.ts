import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createMeeting } from '../../server/voting/meetings.ts';
import { commitmentOf, innerHashOf } from '../../server/voting/ticket-hashes.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { readTicketCode } from '../../shared/ticket-code.ts';
import { must } from '../meeting-under-test.ts';
import { noticePlan } from '../notice-plan.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type Desk, scrollsSideways, withDesk } from './organizer-desk.ts';
import { readSheet, scanPages } from './ticket-scan.ts';

const ADDRESS = 'http://192.168.1.20:3000';
const PASSWORD = 'a-password-for-tests';
const LEAST_QR_MILLIMETRES = 25;

async function withNewMeeting(
  use: (desk: Desk, meeting: MeetingId) => Promise<void>,
): Promise<void> {
  await withDesk(
    async (desk) => {
      const { meeting } = must(await createMeeting(desk.server.parts, noticePlan()));
      await desk.signIn();
      await desk.open(meeting.id, 'tickets');
      await use(desk, meeting.id);
    },
    { environment: { ORGANIZER_PASSWORD: PASSWORD } },
  );
}

async function mint(page: Page, leaders: number, others: number): Promise<void> {
  await page.getByLabel('其他地址').check();
  await page.getByLabel('手机访问的地址').fill(ADDRESS);
  await page.getByLabel('A 票（领导）张数').fill(String(leaders));
  await page.getByLabel('B 票（其他）张数').fill(String(others));
  await page.getByRole('button', { name: /制票$/ }).click();
  await page.locator('.sheet').first().waitFor();
}

describe('printed tickets', () => {
  test('[TICKET-1] [TICKET-2] 20 and 160 read back from a 150 dpi scan of the A4 pages', async () => {
    await withNewMeeting(async ({ page, server }, meeting) => {
      await mint(page, 20, 160);
      const pdfFile = join(server.folder, 'tickets.pdf');
      await page.pdf({ path: pdfFile, preferCSSPageSize: true });
      const facts = execFileSync('pdfinfo', [pdfFile], { encoding: 'utf8' });
      expect(facts).toMatch(/Pages:\s+23\n/);
      expect(facts).toMatch(/Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)/);

      const sheets = (await scanPages(pdfFile, server.folder)).map(readSheet);
      expect(sheets.map((codes) => codes.length)).toEqual([8, 8, 4, ...Array(20).fill(8)]);
      const typed = await page.locator('.ticket-code').allTextContents();
      expect(sheets.flat().map(({ text }) => text)).toEqual(
        typed.map((code) => `${ADDRESS}/#${code.replaceAll(' ', '')}`),
      );
      expect(new Set(typed).size).toBe(180);
      for (const { sideMillimetres } of sheets.flat())
        expect(sideMillimetres).toBeGreaterThanOrEqual(LEAST_QR_MILLIMETRES);

      for (const [place, code] of typed.entries()) {
        const secret = readTicketCode(code);
        if (secret === null) throw new Error(`not a code: ${code}`);
        const ticket = await server.store.findTicket(commitmentOf(innerHashOf(secret)));
        expect(ticket).toMatchObject({ meeting, group: place < 20 ? 0 : 1, state: 'fresh' });
      }
    });
  });

  test('[TICKET-4] the tickets of a group differ in nothing but their code', async () => {
    await withNewMeeting(async ({ page }) => {
      await mint(page, 9, 3);
      const texts = await page.locator('.ticket').allTextContents();
      const codes = await page.locator('.ticket-code').allTextContents();
      const faces = texts.map((text, place) => text.replace(codes[place] ?? '', ''));
      expect(new Set(faces.slice(0, 9)).size).toBe(1);
      expect(new Set(faces).size).toBe(2);
      expect(faces[0]).toContain('述职评议大会');
      expect(faces[0]).toContain('A 票');
      expect(faces[9]).toContain('B 票');
      expect(faces.join('')).not.toContain('述职人');
    });
  });

  test('[TICKET-3] secrets stay out of the browser’s storages and are shown once', async () => {
    await withNewMeeting(async ({ page, context, open }, meeting) => {
      await mint(page, 2, 2);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      const [code = ''] = await page.locator('.ticket-code').allTextContents();
      const stored = JSON.stringify(await context.storageState());
      expect(stored).toContain(ADDRESS);
      expect(stored).not.toContain(code.replaceAll(' ', ''));
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await open(meeting, 'tickets');
      await page.getByRole('heading', { name: '补充制票' }).waitFor();
      expect(await page.locator('.ticket').count()).toBe(0);
    });
  });

  test('[TICKET-3] they are not left by mistake before they are on paper', async () => {
    await withNewMeeting(async ({ page, open }, meeting) => {
      await mint(page, 2, 2);
      const asked: string[] = [];
      page.on('dialog', (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      await page.getByRole('link', { name: '准备' }).click();
      await expect.poll(() => asked.length).toBe(1);
      expect(asked[0]).toContain('还没有确认测评票都已印好');
      expect(await page.locator('.ticket').count()).toBe(4);

      await page.getByRole('button', { name: '都已印好，收起' }).click();
      await page.getByRole('dialog').getByText('本页还没有打印过').waitFor();
      await page.keyboard.press('Escape');
      await page.pdf();
      await page.getByRole('button', { name: '都已印好，收起' }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByText('本页还没有打印过').count()).toBe(0);
      await dialog.getByRole('button', { name: '都印好了，收起' }).click();
      await page.getByRole('heading', { name: '各批测评票' }).waitFor();
      await open(meeting, 'prepare');
      expect(asked).toHaveLength(1);
    });
  });

  test('[TICKET-3] a session that ends meanwhile does not take them away', async () => {
    await withNewMeeting(async ({ page, context }) => {
      await mint(page, 2, 2);
      const codes = await page.locator('.ticket-code').allTextContents();
      await context.clearCookies();
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.getByRole('alert').getByText('登录已过期').waitFor();
      await page.getByLabel('组织者密码').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('.sheet').first().waitFor();
      expect(await page.locator('.ticket-code').allTextContents()).toEqual(codes);
    });
  });
});
