import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { withChromium } from '../browser/chromium.ts';
import { SMALL_PHONE } from '../browser/phone-in-hand.ts';
import { slowDown } from '../browser/slow-phone.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { CHINESE_FONTS, CHROMIUM, requirePrograms } from '../required-programs.ts';
import { ServerProcess } from '../server-process.ts';
import { alignColumns } from './aligned-columns.ts';
import { temporaryFolder } from './bench/leftovers.ts';

const ROUNDS = 5;

/** One scan by a phone that has never been here. */
interface Load {
  /** From the scan until the first grade can be tapped and has been drawn. */
  readonly ms: number;
  /** HTTP answers as they travelled, heads included. */
  readonly httpBytes: number;
  /** What the server said through the websocket. */
  readonly socketBytes: number;
}

/** Begins in the page before its own scripts do. */
function rememberFirstGrade(): void {
  const look = () => {
    if (document.querySelector('input[type=radio]') === null) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => Object.assign(globalThis, { usableAt: performance.now() })),
    );
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true });
}

async function plain(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  return session;
}

async function loadOnce(
  browser: Browser,
  link: string,
  prepare: (page: Page) => Promise<CDPSession>,
): Promise<Load> {
  const context = await browser.newContext({
    viewport: SMALL_PHONE,
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const session = await prepare(page);
  let httpBytes = 0;
  let socketBytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    httpBytes += encodedDataLength;
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    socketBytes += Buffer.byteLength(response.payloadData);
  });
  await page.addInitScript(rememberFirstGrade);
  await page.goto(link);
  const usableAt = await page.waitForFunction(() => Reflect.get(globalThis, 'usableAt'));
  const ms = Number(await usableAt.jsonValue());
  await page.getByRole('radio').first().check();
  await context.close();
  return { ms, httpBytes, socketBytes };
}

async function measure(origin: string, ticket: string): Promise<void> {
  const [loadBefore = 0] = loadavg();
  print(`Median of ${ROUNDS}; load average before the run ${loadBefore.toFixed(1)}`);
  await withChromium(async (browser) => {
    const link = `${origin}/#${ticket}`;
    const slow: Load[] = [];
    const fast: Load[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      slow.push(await loadOnce(browser, link, slowDown));
      fast.push(await loadOnce(browser, link, plain));
    }
    for (const line of report(slow, fast)) print(line);
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(slow: readonly Load[], fast: readonly Load[]): readonly string[] {
  const ratio = median(slow.map(({ ms }) => ms)) / median(fast.map(({ ms }) => ms));
  const bytes = (of: keyof Load) => `${median(slow.map((load) => load[of]))} bytes`;
  return alignColumns(
    [
      ['ballot usable, slow 4G and a processor 4 times slower', times(slow)],
      ['ballot usable, neither', times(fast)],
      ['ratio', ratio.toFixed(1)],
      ['transferred by HTTP, heads included', bytes('httpBytes')],
      ['told through the websocket', bytes('socketBytes')],
    ],
    ['left', 'right'],
  );
}

function times(loads: readonly Load[]): string {
  const all = loads.map(({ ms }) => Math.round(ms)).toSorted((one, other) => one - other);
  return `${median(all)} (${all[0]}–${all.at(-1)}) ms`;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;
}

/** A server with one open meeting, in a folder of its own; returns its first ticket. */
async function prepare(folder: string): Promise<string> {
  const store = openSqliteStore({ file: join(folder, 'pingyi.db') });
  const meeting = await openMeeting({ store, now: Date.now, randomBytes });
  await store.close();
  return meeting.tickets[0]?.[0] ?? '';
}

requirePrograms([CHROMIUM, CHINESE_FONTS]);
const folder = await temporaryFolder();
const ticket = await prepare(folder);
const server = new ServerProcess(folder);
try {
  await measure(await server.listening(), ticket);
} finally {
  await server.kill('SIGTERM');
}
