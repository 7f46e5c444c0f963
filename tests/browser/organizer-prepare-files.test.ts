import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { prepareMeeting } from '../meeting-under-test.ts';
import { noticePlan } from '../notice-plan.ts';
import { type Desk, withDesk } from './organizer-desk.ts';

const { presenters: EIGHT } = noticePlan();
const HEADINGS = ['序号', '姓名', '单位', '职务'];
const ROWS = EIGHT.map(({ name, unit, post }, index) => [String(index + 1), name, unit, post]);

function csv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));
}

async function xlsx(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  return writeXlsxFile(cells).toBuffer();
}

async function withEmptyList(use: (desk: Desk) => Promise<void>): Promise<void> {
  await withDesk(async (desk) => {
    const { id } = await prepareMeeting(desk.server, [1, 1], { presenters: [] });
    await desk.signIn();
    await desk.open(id, 'prepare');
    await use(desk);
  });
}

async function chooseFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  const mimeType = 'application/octet-stream';
  await page.getByLabel('选择 .xlsx 或 .csv 文件').setInputFiles({ name, mimeType, buffer });
}

async function namesOnPage(page: Page): Promise<readonly string[]> {
  const fields = await page.getByLabel(/^第 \d+ 名姓名$/).all();
  return Promise.all(fields.map((field) => field.inputValue()));
}

describe('presenters from files', () => {
  test('.xlsx with headings and serial numbers', async () => {
    await withEmptyList(async ({ page }) => {
      await chooseFile(page, '名单.xlsx', await xlsx([HEADINGS, ...ROWS]));
      await page.getByRole('button', { name: '使用这 8 名' }).click();
      expect(await namesOnPage(page)).toEqual(EIGHT.map(({ name }) => name));
    });
  });

  test('.csv, appended and then replaced', async () => {
    await withEmptyList(async ({ page }) => {
      await chooseFile(page, '名单.csv', csv(ROWS.slice(0, 3)));
      await page.getByRole('button', { name: '使用这 3 名' }).click();
      await page.getByRole('button', { name: '导入名单（粘贴或文件）' }).click();
      await chooseFile(page, '名单.csv', csv(ROWS.slice(3)));
      await page.getByRole('button', { name: '加到现有名单后面' }).click();
      expect(await namesOnPage(page)).toEqual(EIGHT.map(({ name }) => name));
      await page.getByRole('button', { name: '导入名单（粘贴或文件）' }).click();
      await chooseFile(page, '名单.csv', csv(ROWS.slice(6)));
      await page.getByRole('button', { name: '替换现有的 8 名' }).click();
      expect(await namesOnPage(page)).toEqual(['述职人庚', '述职人辛']);
    });
  });

  test('errors are named by row, and nothing is taken over', async () => {
    await withEmptyList(async ({ page }) => {
      const broken = ROWS.map((row, index) =>
        index === 4 ? ['5', '', '单位五', '党组书记'] : row,
      );
      await chooseFile(page, '名单.xlsx', await xlsx([HEADINGS, ...broken, ROWS[0] ?? []]));
      const alert = page.getByRole('alert').filter({ hasText: '名单中有 2 处错误' });
      await alert.getByText('第 6 行：缺少姓名。').waitFor();
      await alert.getByText('第 10 行：').waitFor();
      expect(await page.getByRole('button', { name: /^使用这/ }).count()).toBe(0);
      expect(await namesOnPage(page)).toEqual([]);
    });
  });

  test('a file that is no list is refused in words', async () => {
    await withEmptyList(async ({ page }) => {
      await chooseFile(page, '名单.xlsx', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]));
      await page.getByRole('alert').getByText('无法读取这个文件').waitFor();
    });
  });
});

describe('the emblem', () => {
  const Png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );

  test('a PNG is kept with the plan, and nothing else is', async () => {
    await withEmptyList(async ({ page, server }) => {
      const input = page.getByLabel(/选择图片|换一张图片/);
      const choose = (mimeType: string, buffer: Buffer) =>
        input.setInputFiles({ name: 'emblem', mimeType, buffer });
      await choose('image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
      await page.getByText('请选择 PNG 或 JPEG 图片').waitFor();
      await choose('image/png', Buffer.from('not a picture'));
      await page.getByText('文件不是有效的图片').waitFor();
      await choose('image/png', Buffer.concat([Png, Buffer.alloc(160 * 1024)]));
      await page.getByText('图片超过 150 KB').waitFor();
      await choose('image/png', Png);
      await page.getByAltText('已上传的徽标').waitFor();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.locator('.save-state').getByText('已保存').waitFor();
      const [meeting] = await server.store.listMeetings();
      expect(meeting?.plan.emblem).toBe(`data:image/png;base64,${Png.toString('base64')}`);
    });
  });
});
