import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { StorageUnavailable, type Store } from '../../server/store/store.ts';
import { inVoterHall, type VoterPhone } from './voter-phone.ts';

const BANNER = '网络中断，正在自动重连。可以继续填写，填写内容已保存在本机。';
/** Longer than a connection is trusted over a sleep. */
const LONG_SLEEP_MS = 3500;
const SOCKET_IO = /\/socket\.io\//;
/** How Socket.IO's acknowledgements look on the wire. */
const ACKNOWLEDGEMENT = /^43\/voter,/;

/** Lets everything through except acknowledgements, as long as `losing` says so. */
async function loseAnswers(
  page: Page,
  losing: () => 'no' | 'silently' | 'with the connection',
): Promise<void> {
  await page.routeWebSocket(SOCKET_IO, (phone) => {
    const server = phone.connectToServer();
    server.onMessage((message) => {
      const loses = losing();
      if (loses === 'no' || !ACKNOWLEDGEMENT.test(String(message))) phone.send(message);
      else if (loses === 'with the connection') void phone.close();
    });
  });
}

async function sleepAndWake(page: Page, sleepMs: number): Promise<void> {
  await page.evaluate(async (asleepMs) => {
    const become = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    become('hidden');
    await new Promise((resolve) => setTimeout(resolve, asleepMs));
    become('visible');
  }, sleepMs);
}

/** [CAST-2] In the bar, and nothing beside it that reads as if it were otherwise. */
async function saysUnsentOnce(voter: VoterPhone): Promise<void> {
  await voter.sees('请不要关闭本页。');
  expect(await voter.page.getByText('尚未提交').allInnerTexts()).toEqual(['尚未提交']);
}

test('marks outlive a reload and a closed window, and marking goes on where it stopped', () =>
  inVoterHall(async ({ scanned, returned }) => {
    const voter = await scanned();
    await voter.tap('整人同评：较好');
    await voter.tap('下一位');
    await voter.mark(3, '一般');
    await voter.page.reload();
    await voter.seesHeading('述职人乙');
    expect(await voter.chosen()).toEqual([null, null, null, '一般', null, null]);
    await voter.reopen();
    await voter.seesHeading('述职人乙');
    expect(await voter.chosen()).toEqual([null, null, null, '一般', null, null]);
    await voter.tap('上一位');
    expect(await voter.chosen()).toEqual(['较好', '较好', '较好', '较好', '较好', '较好']);
    expect(await returned()).toBe(0);
  }));

test('[PHASE-3] a dead server is a calm line; marking goes on, and the cast follows its return', () =>
  inVoterHall(async ({ scanned, server, returned }) => {
    const voter = await scanned();
    await voter.tap('整人同评：好');
    await server.stop();
    await voter.page.getByRole('status').getByText(BANNER).waitFor();
    await voter.tap('下一位');
    for (let presenter = 2; presenter <= 8; presenter += 1) {
      await voter.tap('整人同评：好');
      await voter.tap(presenter < 8 ? '下一位' : '核对提交');
    }
    await voter.tap('确认提交');
    await voter.seesHeading('等待网络恢复');
    await voter.sees('网络恢复后会自动提交，不需要再操作。');
    expect(await voter.page.getByText(/网络中断|正在提交/).count()).toBe(0);
    await saysUnsentOnce(voter);
    await server.start();
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));

test('a network that is cut and comes back needs nobody', () =>
  inVoterHall(async ({ scanned, returned }) => {
    const voter = await scanned();
    await voter.seesHeading('述职人甲');
    await voter.context.setOffline(true);
    await voter.sees(BANNER);
    await voter.fillAll('较好');
    await voter.context.setOffline(false);
    await voter.page.getByText('网络中断').waitFor({ state: 'detached' });
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));

// An answer that takes the connection with it leaves 正在确认 standing for the moment of asking only.
test.each([
  ['silently', '正在确认'],
  ['with the connection', '等待网络恢复'],
] as const)(
  '[CAST-3, CAST-4] an answer lost %s is asked for again, and the ballot is in the box once',
  (how, heading) =>
    inVoterHall(async ({ phone, meeting, returned }) => {
      const voter = await phone();
      let losing: 'no' | typeof how = how;
      await loseAnswers(voter.page, () => losing);
      await voter.scan(meeting.tickets[0]?.[0] ?? '');
      await voter.fillAll('好');
      await voter.tap('确认提交');
      await expect.poll(returned).toBe(1);
      await saysUnsentOnce(voter);
      expect(await voter.page.getByText('已收到').count()).toBe(0);
      await voter.seesHeading(heading);
      losing = 'no';
      await voter.seesHeading('已收到');
      expect(await returned()).toBe(1);
    }),
);

test('[CAST-3, CAST-4] a reload in mid-cast asks again by itself', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    let losing: 'no' | 'silently' = 'silently';
    await loseAnswers(voter.page, () => losing);
    await voter.scan(meeting.tickets[0]?.[0] ?? '');
    await voter.fillAll('好');
    await voter.tap('确认提交');
    await expect.poll(returned).toBe(1);
    losing = 'no';
    await voter.page.reload();
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
    expect(await voter.kept()).not.toContain('marks');
  }));

test('[CAST-4] a cast that arrives after closing is refused in words', () =>
  inVoterHall(async ({ scanned, command, returned }) => {
    const voter = await scanned();
    await voter.fillAll('好');
    await voter.context.setOffline(true);
    await voter.sees(BANNER);
    await voter.tap('确认提交');
    await command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await voter.context.setOffline(false);
    await voter.seesHeading('测评已经结束');
    await voter.sees('这张测评票没有提交。');
    expect(await returned()).toBe(0);
  }));

test('a store that cannot write is waited for', () => {
  let broken = false;
  const around = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) => {
        if (broken && (name === 'cast' || name === 'probe'))
          return () => Promise.reject(new StorageUnavailable('SQLITE_FULL', null));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return inVoterHall(
    async ({ scanned, returned }) => {
      const voter = await scanned();
      await voter.fillAll('好');
      broken = true;
      await voter.tap('确认提交');
      await voter.seesHeading('等待系统恢复');
      await voter.sees('系统暂时无法保存选票，恢复后会自动提交，不需要再操作。');
      expect(await voter.page.getByText('可以继续填写').count()).toBe(0);
      await saysUnsentOnce(voter);
      broken = false;
      await voter.seesHeading('已收到');
      expect(await returned()).toBe(1);
    },
    { options: { around, failuresExpected: true } },
  );
});

test('after a long sleep the phone does not trust its connection, and has a new one', () =>
  inVoterHall(async ({ phone, meeting }) => {
    const voter = await phone();
    let deaf = false;
    await voter.page.routeWebSocket(SOCKET_IO, (socket) => {
      const server = socket.connectToServer();
      const born = deaf;
      // The one that the sleep kills hears nothing more, and nobody tells it.
      server.onMessage((message) => {
        if (deaf === born) socket.send(message);
      });
    });
    await voter.scan(meeting.tickets[0]?.[0] ?? '');
    await voter.seesHeading('述职人甲');
    deaf = true;
    await sleepAndWake(voter.page, LONG_SLEEP_MS);
    await meeting.command({ command: 'pause' });
    await voter.sees('测评已暂停。可以继续填写，恢复后再提交。');
  }));

test('a network without websockets is no hindrance', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    await voter.page.routeWebSocket(SOCKET_IO, (socket) => void socket.close());
    await voter.scan(meeting.tickets[0]?.[0] ?? '');
    await voter.fillAll('好');
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));

test('a device that keeps nothing still casts, and nothing is said of it', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    await voter.page.addInitScript(() => {
      for (const area of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, area, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
    });
    await voter.scan(meeting.tickets[0]?.[0] ?? '');
    await voter.fillAll('好');
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));
