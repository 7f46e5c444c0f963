import { expect, test } from 'vitest';
import { FullDisk } from '../failing-store.ts';
import { openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { castBallot, namesOn, scoresOn, withScreenHall } from './screen-hall.ts';
import { drawnShares } from './screen-measure.ts';

const BALLOT_ORDER = Array.from('甲乙丙丁戊己庚辛', (ordinal) => `述职人${ordinal}`);
/** The worst grade for the first presenter, the best for the others. */
const FIRST_WORST = [3, 0];

test('[SCREEN-1, PHASE-2] the screen waits with an empty box, and votes show as they come in', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts, [2, 3]);
    const page = await project(meeting.id);
    await page.getByText('测评方法').waitFor();
    expect(await page.locator('.empty-box-count').innerText()).toMatch(/^0\s*票$/);

    await meeting.command({ command: 'open' });
    await page.getByText('测评进行中').waitFor();
    expect(new Set(await scoresOn(page))).toEqual(new Set(['—']));
    await castBallot(server, meeting, meeting.tickets[0]?.[0], FIRST_WORST);
    await castBallot(server, meeting, meeting.tickets[1]?.[0], [0]);

    await expect.poll(() => page.locator('.strip-all strong').first().innerText()).toBe('2');
    expect(await page.locator('.strip-groups .group-count').allInnerTexts()).toEqual([
      '1/2',
      '1/3',
    ]);
    expect((await scoresOn(page)).slice(0, 2)).toEqual(['80.00', '100.00']);
    expect(await page.locator('.row').first().locator('.group-score').allInnerTexts()).toEqual([
      '50.00',
      '100.00',
    ]);
    const counts = await page.locator('.row').first().locator('.counts li').allInnerTexts();
    expect(counts.map((count) => Number(count.replace(/\D/g, '')))).toEqual([6, 0, 0, 6]);
    expect(await page.locator('.head-group').allInnerTexts()).toEqual(['领导 40%', '其他 60%']);
    await expect
      .poll(async () => (await drawnShares(page))[0]?.map(Math.round))
      .toEqual([50, 0, 0, 50]);
  }));

test('[SCREEN-2] presenters keep their places while voting is open; ranks come after closing', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    const page = await project(meeting.id);
    await castBallot(server, meeting, meeting.tickets[0]?.[0], FIRST_WORST);
    await castBallot(server, meeting, meeting.tickets[1]?.[0], FIRST_WORST);
    await expect.poll(() => scoresOn(page)).toContain('50.00');
    expect(await namesOn(page)).toEqual(BALLOT_ORDER);
    expect(await page.getByText('名次').count()).toBe(0);

    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await page.getByText('名次').waitFor();
    expect(await namesOn(page)).toEqual([...BALLOT_ORDER.slice(1), '述职人甲']);
    expect(await page.locator('.order').allInnerTexts()).toEqual([
      '1',
      '1',
      '1',
      '1',
      '1',
      '1',
      '1',
      '8',
    ]);
    expect(await page.locator('.strip-all').innerText()).toContain('收回');
  }));

test('[SECRET-3] turnout hides every result until the host reveals, from the last rank upwards', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [1, 1], { display: 'turnout' });
    const page = await project(meeting.id);
    const host = await project(meeting.id, {
      kind: 'host',
      context: { viewport: { width: 412, height: 915 } },
    });
    await castBallot(server, meeting, meeting.tickets[0]?.[0], FIRST_WORST);
    await castBallot(server, meeting, meeting.tickets[1]?.[0], FIRST_WORST);
    await expect.poll(() => page.locator('.ballots-all strong').innerText()).toBe('2');
    await host.getByText('结果尚未揭晓').waitFor();

    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await page.getByText('结果待揭晓').waitFor();
    for (const shown of [page, host])
      expect(await shown.locator('body').innerText()).not.toMatch(/50\.00|100\.00|述职人甲/);

    await meeting.command({ command: 'reveal', how: 'next', revealed: 0 });
    await page.locator('.cover').first().waitFor();
    expect(await page.locator('.cover').count()).toBe(7);
    expect(await namesOn(page)).toEqual(['述职人甲']);
    await host.getByText('述职人甲').waitFor();

    await meeting.command({ command: 'reveal', how: 'all', revealed: 1 });
    await expect.poll(() => page.locator('.cover').count()).toBe(0);
    expect(await namesOn(page)).toEqual([...BALLOT_ORDER.slice(1), '述职人甲']);
  }));

test('[SECRET-3] before the first batch no figure stands on the board, and the reason is given', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [30, 30], { display: 'batched' });
    const page = await project(meeting.id);
    await castBallot(server, meeting, meeting.tickets[1]?.[0], [0]);
    await page.getByText('已计入 0/1 票').waitFor();
    const reason = page.locator('.before-first-batch');
    for (const words of ['第一批尚未显示', '为保护不记名', '每批不少于 5 张', '延后一批更新'])
      await reason.getByText(words).waitFor();
    expect((await page.locator('.row').allInnerTexts()).join()).not.toMatch(/—|缺|0/);
    // In two halves: a server that saw all of them come in one moment would rightly wait for more.
    for (const ticket of meeting.tickets[1]?.slice(1, 6) ?? [])
      await castBallot(server, meeting, ticket, [0]);
    await page.getByText('已计入 0/6 票').waitFor();
    for (const ticket of meeting.tickets[1]?.slice(6, 12) ?? [])
      await castBallot(server, meeting, ticket, [0]);
    await page.getByText(/^已计入 [56]\/12 票$/).waitFor();
    expect(await reason.count()).toBe(0);
    await page.locator('.foot').getByText('延后一批更新').waitFor();
    const row = page.locator('.row').first();
    expect(await row.locator('.group-score').allInnerTexts()).toEqual(['', '100.00']);
    expect(await row.locator('.score').innerText()).toBe('');
  }));

test('Q shows no way in once the vote has ended', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    const page = await project(meeting.id);
    await page.getByText('测评进行中').waitFor();
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await page.locator('.notice', { hasText: '测评已结束' }).waitFor();
    await page.keyboard.press('q');
    await page.locator('.overlay-address', { hasText: '测评已结束' }).waitFor();
    expect(await page.locator('.qr').count()).toBe(0);
  }));

test('[PHASE-1, PHASE-4] pause, countdown and rehearsal are said in words', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts);
    const page = await project(meeting.id);
    await meeting.command({ command: 'startRehearsal' });
    await page.locator('.rehearsal-badge').waitFor();
    expect(await page.locator('.watermark').count()).toBe(1);
    await meeting.command({ command: 'open' });
    await page.getByText('测评进行中').waitFor();
    await meeting.command({ command: 'pause' });
    await page.getByText('已提交的票有效').waitFor();
    await meeting.command({ command: 'resume' });
    await meeting.command({ command: 'close', countdownSeconds: 300, confirmed: true });
    await page.locator('.countdown', { hasText: /^4:5\d$/ }).waitFor();
    await meeting.command({ command: 'cancelClosing' });
    await page.getByText('测评进行中').waitFor();
    await meeting.command({ command: 'endRehearsal', confirmed: true });
    await page.getByText('测评方法').waitFor();
    expect(await page.locator('.rehearsal-badge').count()).toBe(0);
  }));

test('[CAST-2] while nothing can be stored the screen says so, calmly, and recovers', () => {
  const disk = new FullDisk();
  return withScreenHall(
    async ({ server, project }) => {
      const meeting = await openMeeting(server.parts);
      const page = await project(meeting.id);
      await page.getByText('测评进行中').waitFor();
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      disk.full = true;
      await phone.cast(meeting.marks(0));
      await page.getByText('暂停收票').waitFor();
      disk.full = false;
      await page.getByText('测评进行中').waitFor();
      phone.leave();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test('bars stand still for whoever asked for less motion', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    const durationOn = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await project(meeting.id, { context: { reducedMotion } });
      const segment = page.locator('.segment').first();
      await segment.waitFor({ state: 'attached' });
      return segment.evaluate((bar) => getComputedStyle(bar).transitionDuration);
    };
    expect(await durationOn('no-preference')).toMatch(/0\.35s/);
    expect(await durationOn('reduce')).toBe('0s');
  }));
