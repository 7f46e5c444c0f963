import type { CDPSession, Page } from 'playwright-core';

const BITS_PER_BYTE = 8;

/** The "Slow 4G" of Chromium's own tools, websockets included; latency in ms, the rest in bytes/s. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / BITS_PER_BYTE,
  uploadThroughput: (750 * 1024 * 0.9) / BITS_PER_BYTE,
};

/** How many times slower than this machine the phone's processor is. */
const SLOWER = 4;

/** From now on the page is that of a slow phone on a slow line. */
export async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return session;
}
