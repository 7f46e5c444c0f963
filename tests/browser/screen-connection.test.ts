import { expect, test } from 'vitest';
import { revokeScreenLink } from '../../server/voting/links.ts';
import { readDetail } from '../../server/voting/meetings.ts';
import { CODES } from '../../shared/protocol/codes.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { castBallot, scoresOn, withScreenHall } from './screen-hall.ts';

const THREE_SECONDS_MS = 3000;
/** Longer than the page waits between two looks at its line. */
const SLOW_MS = 600;

test('[SCREEN-3] without the server the screen says 数据暂停 within 3 s, and catches up by itself', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    const page = await project(meeting.id, { prepare: (fresh) => fresh.clock.install() });
    await castBallot(server, meeting, meeting.tickets[0]?.[0], [0]);
    await expect.poll(() => page.locator('.strip-all strong').first().innerText()).toBe('1');

    // From here on no time passes on the page but what is given to it.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    await server.stop();
    const mark = page.getByText('数据暂停');
    expect(await mark.count()).toBe(0);
    await page.clock.runFor(THREE_SECONDS_MS);
    await mark.waitFor();
    expect(await page.locator('.header-stale').count()).toBe(1);
    expect(await page.locator('.strip-all strong').first().innerText()).toBe('1');

    await page.clock.resume();
    await server.start();
    await castBallot(server, meeting, meeting.tickets[1]?.[0], [0]);
    await mark.waitFor({ state: 'hidden' });
    await expect.poll(() => scoresOn(page)).toContain('100.00');
  }));

test('[SCREEN-3] a screen that starts without the server waits, says so, and begins by itself', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    let reachable = false;
    const page = await project(meeting.id, {
      prepare: async (fresh) => {
        await fresh.route('**/socket.io/**', (route) =>
          reachable ? route.continue() : route.abort(),
        );
        await fresh.routeWebSocket('**/socket.io/**', (socket) => {
          if (reachable) socket.connectToServer();
          else void socket.close();
        });
      },
    });
    await page.getByText('暂时连接不上服务器').waitFor();
    reachable = true;
    await page.getByText('测评进行中').waitFor();
  }));

test('[SCREEN-3] after a long outage it waits for the first words of a slow line, too', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    let slow = false;
    const page = await project(meeting.id, {
      prepare: async (fresh) => {
        await fresh.clock.install();
        await fresh.routeWebSocket('**/socket.io/**', (socket) => {
          const line = socket.connectToServer();
          const tell = (message: string | Buffer) => socket.send(message);
          // The way in is quick; an emblem and a picture take their time.
          line.onMessage((message) => {
            if (slow && message.toString().startsWith('42')) setTimeout(tell, SLOW_MS, message);
            else tell(message);
          });
        });
      },
    });
    await page.getByText('测评进行中').waitFor();
    await server.stop();
    await page.clock.fastForward(2 * THREE_SECONDS_MS);
    const mark = page.getByText('数据暂停');
    await mark.waitFor();
    slow = true;
    await server.start();
    await mark.waitFor({ state: 'hidden' });
  }));

test('the token leaves the address bar, and a reload still finds it', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    for (const kind of ['screen', 'host'] as const) {
      const page = await project(meeting.id, { kind });
      await page.getByText('测评进行中').waitFor();
      expect(page.url()).toBe(`${server.url}/screen/`);
      await page.reload();
      await page.getByText('测评进行中').waitFor();
      expect(await page.locator(kind === 'host' ? '.host-main' : '.board').count()).toBe(1);
    }
  }));

test('a revoked link takes every figure away and says why', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    const page = await project(meeting.id);
    await page.getByText('测评进行中').waitFor();
    const { links } = must(await readDetail(server.parts, meeting.id));
    must(await revokeScreenLink(server.parts, meeting.id, links[0]?.id ?? ''));
    await page.getByText(CODES.screen_link_revoked).waitFor();
    expect(await page.locator('.board').count()).toBe(0);
  }));

test('without a link, or with a wrong one, the page says where to get one', () =>
  withScreenHall(async ({ server, project }) => {
    const meeting = await openMeeting(server.parts);
    const page = await project(meeting.id);
    await page.getByText('测评进行中').waitFor();
    for (const wrong of ['wrongwrongwrongwrongwrongwro', 'cut', 'x'.repeat(5000)]) {
      await page.goto('about:blank');
      await page.goto(`${server.url}/screen/#${wrong}`);
      await page.getByText(CODES.screen_link_revoked).waitFor();
    }
    const other = await page.context().newPage();
    await other.goto(`${server.url}/screen/`);
    await other.getByText(CODES.screen_link_revoked).waitFor();
  }));
