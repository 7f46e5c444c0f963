import type { BrowserContext, Page } from 'playwright-core';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { readDetail } from '../../server/voting/meetings.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingDetail } from '../../shared/protocol/http.ts';
import { must } from '../meeting-under-test.ts';
import { type ServerOptions, type ServerUnderTest, withApp } from '../server-under-test.ts';
import { withChromium } from './chromium.ts';

export const LAPTOP = { width: 1366, height: 768 };

/** An organizer before a real browser, with a real server behind it. */
export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: ServerUnderTest;
  readonly signInLink: () => Promise<string>;
  readonly signIn: () => Promise<void>;
  readonly open: (meeting: MeetingId, tab: 'prepare' | 'tickets') => Promise<void>;
  /** What the server has, whatever the page shows. */
  readonly detail: (meeting: MeetingId) => Promise<MeetingDetail>;
}

/** Fails as `withChromium` does. */
export async function withDesk(
  use: (desk: Desk) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  await withApp(
    (server) =>
      withChromium(async (browser) => {
        const context = await browser.newContext({ viewport: LAPTOP, locale: 'zh-CN' });
        await use(deskAt(await context.newPage(), context, server));
      }),
    options,
  );
}

function deskAt(page: Page, context: BrowserContext, server: ServerUnderTest): Desk {
  const signInLink = () => createSignInLink(server, server.url);
  return {
    page,
    context,
    server,
    signInLink,
    signIn: async () => {
      await page.goto(await signInLink());
      await page.getByRole('heading', { name: '会议', exact: true }).waitFor();
    },
    open: async (meeting, tab) => {
      await page.goto(`${server.url}/organizer/#/m/${meeting}/${tab}`);
      await page.locator('.phase').waitFor();
    },
    detail: async (meeting) => must(await readDetail(server.parts, meeting)),
  };
}

/** The meeting that the page is about, by its address. */
export function meetingOnPage(page: Page): MeetingId {
  const id = /#\/m\/([a-z0-9]{12})\//.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no meeting at ${page.url()}`);
  return id as MeetingId;
}

/** Whether something sticks out to the right, so that the page must be moved sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
