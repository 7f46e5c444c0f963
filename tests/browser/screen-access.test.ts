import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { FullDisk } from '../failing-store.ts';
import { prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { accessibilityProblems } from './accessibility.ts';
import { haltVote } from './halted-vote.ts';
import { castBallot, withScreenHall } from './screen-hall.ts';

const TABLET = { width: 412, height: 915 };

async function clean(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor();
  expect([words, await accessibilityProblems(page)]).toEqual([words, []]);
}

test.each([
  ['screen', 'live'],
  ['screen', 'turnout'],
  ['host', 'live'],
  ['host', 'turnout'],
] as const)(
  'axe finds nothing in any phase, interrupted and halted included: %s, %s',
  (kind, display) => {
    const disk = new FullDisk();
    return withScreenHall(
      async ({ server, project }) => {
        const meeting = await prepareMeeting(server.parts, [2, 3], { display });
        const context = kind === 'host' ? { viewport: TABLET } : {};
        const page = await project(meeting.id, { kind, context });
        await clean(page, kind === 'host' ? '发出' : '测评方法');
        await meeting.command({ command: 'startRehearsal' });
        await clean(page, '演练');
        await meeting.command({ command: 'endRehearsal', confirmed: true });
        await meeting.command({ command: 'open' });
        await castBallot(server, meeting, meeting.tickets[0]?.[0], [3, 0]);
        await castBallot(server, meeting, meeting.tickets[1]?.[0], [1, 2]);
        await clean(page, '测评进行中');
        await meeting.command({ command: 'pause' });
        await clean(page, kind === 'host' ? '暂停' : '已提交的票有效');
        await meeting.command({ command: 'resume' });
        const phone = await Phone.enter(server.url, meeting.tickets[1]?.[1] ?? '');
        disk.full = true;
        await phone.cast(meeting.marks(0));
        await clean(page, '暂停收票');
        disk.full = false;
        await clean(page, '测评进行中');
        await meeting.command({ command: 'close', countdownSeconds: 300, confirmed: true });
        await clean(page, kind === 'host' ? '距结束' : '即将结束');
        await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
        await clean(page, '测评已结束');
        if (display === 'turnout') {
          await meeting.command({ command: 'reveal', how: 'next', revealed: 0 });
          await clean(page, '待揭晓');
          await meeting.command({ command: 'reveal', how: 'all', revealed: 1 });
          await page.getByText('待揭晓').first().waitFor({ state: 'detached' });
          await clean(page, '述职人甲');
        }
        phone.leave();
      },
      { around: (store) => disk.around(store), failuresExpected: true },
    );
  },
);

test.each(['screen', 'host'] as const)('axe finds nothing where the vote is halted: %s', (kind) =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await prepareMeeting(server.parts, [2, 3]);
    await meeting.command({ command: 'open' });
    const page = await project(meeting.id, { kind });
    await castBallot(server, meeting, meeting.tickets[0]?.[0], [3, 0]);
    await haltVote(server, meeting.id);
    await clean(page, '测评已中止');
  }),
);

test.each(['screen', 'host'] as const)(
  'axe finds nothing before the first batch, with more presenters than a page holds: %s',
  (kind) =>
    withScreenHall(async ({ server, project }) => {
      const presenters = Array.from({ length: 12 }, (_, index) => ({
        name: `述职人${index + 1}`,
        unit: `单位${index + 1}`,
        post: '党委书记',
      }));
      const plan = { display: 'batched', presenters } as const;
      const meeting = await prepareMeeting(server.parts, [2, 3], plan);
      await meeting.command({ command: 'open' });
      const page = await project(meeting.id, { kind });
      await castBallot(server, meeting, meeting.tickets[0]?.[0], [3, 0]);
      await clean(page, '延后一批更新');
      await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await clean(page, '缺 B 票');
    }),
);

test.each(['screen', 'host'] as const)(
  'axe finds nothing while there is no server, or no such link: %s',
  (kind) =>
    withScreenHall(async ({ server, project }) => {
      const meeting = await prepareMeeting(server.parts);
      const silent = (page: Page) => page.routeWebSocket(/socket\.io/, () => {});
      const page = await project(meeting.id, { kind, prepare: silent });
      await clean(page, '正在连接');
      await clean(page, '连接不上');
      const refused = await project(meeting.id, { kind });
      await refused.getByText('发出').first().waitFor();
      await refused.goto('about:blank');
      await refused.goto(
        `${server.url}/screen/#${kind === 'host' ? 'host=' : ''}${'w'.repeat(27)}`,
      );
      await clean(refused, '无法显示');
    }),
);
