import { expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { closeAtOnce, type Hall, inHall, openVoting } from './organizer-control-hall.ts';
import { scrollsSideways } from './organizer-desk.ts';

/** The organizer looks in from the door. */
const PHONE = { width: 360, height: 740 };

test('no page of the console is wider than a phone', () =>
  inHall(async (hall) => {
    const { page, server, meeting } = hall;
    await page.setViewportSize(PHONE);
    await page.reload();
    await page.getByRole('link', { name: meeting.plan.title }).waitFor();
    await fits(hall);
    await asked(hall, `删除${meeting.plan.title}`);
    for (const tab of ['prepare', 'tickets', 'control'] as const) {
      await page.goto(`${server.url}/organizer/#/m/${meeting.id}/${tab}`);
      await page.locator('.section').nth(1).waitFor();
      await fits(hall);
      if (tab === 'tickets') await asked(hall, '作废整批：第 1 批');
    }
    await openVoting(hall);
    await fits(hall);
    await hall.press('结束测评');
    await page.getByRole('dialog').waitFor();
    await fits(hall);
    await page.getByLabel('立即').check();
    await hall.press('立即结束测评');
    await hall.sees('测评已结束');
    await hall.go('result');
    await page.locator('.ranking').waitFor();
    await fits(hall);
    await page.locator('.details summary').first().click();
    await page.locator('.details-table').waitFor();
    await page.getByText('计分办法').click();
    await fits(hall);
  }));

test('printed tickets stand whole in their frame on a phone', () =>
  inHall(async (hall) => {
    const { page, server, meeting } = hall;
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/organizer/#/m/${meeting.id}/tickets`);
    await page.getByLabel('A 票（领导）张数').fill('1');
    await hall.press('补充制票');
    await page.getByText('沿虚线裁开').first().waitFor();
    await fits(hall);
  }));

test('what the organizer came for stands in the first place on a phone: figures, then scores', () =>
  inHall(async (hall) => {
    const { page } = hall;
    await page.setViewportSize(PHONE);
    await hall.go('control');
    await openVoting(hall);
    const top = async (heading: string) =>
      (await page.getByRole('heading', { name: heading, exact: true }).boundingBox())?.y ?? 0;
    const figures = (await page.locator('.figures').boundingBox())?.y ?? 0;
    expect(figures).toBeGreaterThan(await top('下一步'));
    expect(figures).toBeLessThan(await top('会议记录'));
    expect(figures).toBeLessThan(PHONE.height);
    await closeAtOnce(hall);
    await hall.go('result');
    const score = await page.locator('.ranking-score').first().boundingBox();
    expect((score?.x ?? PHONE.width) + (score?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
  }));

/** A question, looked at and answered with 取消. */
async function asked(hall: Hall, button: string): Promise<void> {
  await hall.press(button);
  await hall.page.getByRole('dialog').waitFor();
  await fits(hall);
  await hall.press('取消');
}

async function fits({ page }: Hall): Promise<void> {
  expect([page.url(), await scrollsSideways(page)]).toEqual([page.url(), false]);
  expect([page.url(), await accessibilityProblems(page)]).toEqual([page.url(), []]);
}
