import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocketRoute } from 'playwright-core';
import { expect, test } from 'vitest';
import { inVoterHall } from './voter-phone.ts';

const BANNER = '网络中断，正在自动重连。可以继续填写，填写内容已保存在本机。';
const SOCKET_IO = /\/socket\.io\//;
/** Longer than a phone waits that does not know whether websockets work here. */
const CROWDED_MS = 6000;

test('[PHASE-3] a phone whose connection was lost waits for its turn at a crowded door', () =>
  inVoterHall(async ({ phone, meeting }) => {
    const voter = await phone();
    const connections: WebSocketRoute[] = [];
    await voter.page.routeWebSocket(SOCKET_IO, async (connection) => {
      connections.push(connection);
      if (connections.length > 1) await sleep(CROWDED_MS);
      connection.connectToServer();
    });
    await voter.scan(meeting.tickets[0]?.[0] ?? '');
    await voter.seesHeading('述职人甲');
    await connections[0]?.close();
    await voter.sees(BANNER);
    await expect
      .poll(() => voter.page.getByText(BANNER).isVisible(), { timeout: 20_000 })
      .toBe(false);
    expect(connections).toHaveLength(2);
  }));
