import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { prepareMeeting } from '../meeting-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type Hall, inHall, openVoting } from './organizer-control-hall.ts';
import { LAPTOP, scrollsSideways, withDesk } from './organizer-desk.ts';
import { linkTo } from './screen-hall.ts';

async function copyWhileStopped(server: ServerUnderTest): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'pingyi-copy-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  await server.stop();
  cpSync(server.folder, copy, { recursive: true });
  await server.start();
  return copy;
}

async function putBack(server: ServerUnderTest, copy: string): Promise<void> {
  await server.stop();
  rmSync(server.folder, { recursive: true });
  cpSync(copy, server.folder, { recursive: true });
  await server.start();
}

async function openScreens(hall: Hall): Promise<{ screen: Page; host: Page }> {
  const open = async (kind: 'screen' | 'host') => {
    const page = await hall.page.context().newPage();
    await page.goto(await linkTo(hall.server, hall.meeting.id, kind));
    await page.getByText('测评进行中').waitFor();
    return page;
  };
  return { screen: await open('screen'), host: await open('host') };
}

test('[PHASE-7, SCREEN-3] an old copy: the console refuses to go on, screens mark themselves, one act leads on', () =>
  inHall(async (hall) => {
    const { page, server, meeting } = hall;
    await hall.go('control');
    await openVoting(hall);
    const { screen, host } = await openScreens(hall);
    const copy = await copyWhileStopped(server);
    for (const ticket of meeting.tickets.flatMap((ofGroup) => ofGroup.slice(0, 3)))
      await hall.cast(ticket, meeting.marks(1));
    await page.waitForFunction(() =>
      Object.values(localStorage).some((kept) => String(kept).includes('"returned":6')),
    );
    await expect.poll(() => screen.locator('.strip-all strong').first().innerText()).toBe('6');
    await expect.poll(() => host.locator('.host-turnout strong').first().innerText()).toBe('6');

    await putBack(server, copy);
    await hall.sees('测评已中止：服务器的数据早于此前的记录');
    expect(await page.getByRole('button', { name: '结束测评' }).count()).toBe(0);
    expect(await page.getByText(/此前看到：测评进行中，收回 6 \/ 发出 8/).count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const marked of [screen, host]) await marked.getByText(/服务器数据较旧/).waitFor();
    expect(await screen.locator('.strip-all strong').first().innerText()).toBe('6');
    const notice = await screen.locator('.notice').boundingBox();
    expect((notice?.x ?? 0) + (notice?.width ?? 0)).toBeLessThanOrEqual(LAPTOP.width);
    expect(await scrollsSideways(screen)).toBe(false);

    await screen.reload();
    await screen.getByText('服务器的数据早于此前的显示').waitFor();
    await page.reload();
    await hall.press('以现有数据为准');
    await page.getByText('至少 6 张已收回的票不在现有票箱中。').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '以现有数据为准' }).click();
    await hall.sees('正在测评');
    await hall.sees('确认以现有数据为准');
    for (const marked of [screen, host]) await marked.getByText('测评进行中').waitFor();
    await hall.cast(meeting.tickets[1]?.[1] ?? '', meeting.marks(1));
    await expect.poll(() => screen.locator('.strip-all strong').first().innerText()).toBe('1');
  }));

test('[PHASE-7] data that change between question and answer are not accepted; the console shows the new ones', () =>
  inHall(async (hall) => {
    const { page, server, meeting } = hall;
    const [, second = []] = meeting.tickets;
    await hall.go('control');
    await openVoting(hall);
    const oldest = await copyWhileStopped(server);
    await hall.cast(second[0] ?? '', meeting.marks(1));
    const older = await copyWhileStopped(server);
    for (const ticket of second.slice(1, 4)) await hall.cast(ticket, meeting.marks(1));
    await page.waitForFunction(() =>
      Object.values(localStorage).some((kept) => String(kept).includes('"returned":4')),
    );

    const dialog = page.getByRole('dialog');
    const alarm = page.locator('.alarm-grave');
    await putBack(server, older);
    await alarm.getByText('收回 1 / 发出 8').waitFor();
    await hall.press('以现有数据为准');
    await dialog.getByText('收回 1 / 发出 8').waitFor();
    await putBack(server, oldest);
    await alarm.getByText('收回 0 / 发出 8').waitFor();
    expect(await dialog.getByText('收回 1 / 发出 8').count()).toBe(1);
    await dialog.getByRole('button', { name: '以现有数据为准' }).click();
    await hall.sees('数据刚刚又有变化，没有确认');
    expect(await dialog.count()).toBe(0);
    await alarm.getByText('收回 0 / 发出 8').waitFor();

    await hall.press('以现有数据为准');
    await dialog.getByText('收回 0 / 发出 8').waitFor();
    await dialog.getByRole('button', { name: '以现有数据为准' }).click();
    await hall.sees('确认以现有数据为准');
    expect(await page.getByText('数据刚刚又有变化').count()).toBe(0);
  }));

test('[PHASE-7] a copy from before the meeting was made: the console says what may have happened', () =>
  withDesk(async ({ page, server, signIn }) => {
    await signIn();
    const copy = await copyWhileStopped(server);
    const { id } = await prepareMeeting(server);
    await page.goto(`${server.url}/organizer/#/m/${id}/control`);
    await page.locator('.phase').waitFor();
    await putBack(server, copy);
    await page.getByText('可能恢复了较早的备份').waitFor();
  }));
