import type { BrowserContextOptions, Page } from 'playwright-core';
import { addScreenLink } from '../../server/voting/links.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { ScreenLink } from '../../shared/protocol/http.ts';
import { type MeetingUnderTest, must } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { type ServerOptions, type ServerUnderTest, withApp } from '../server-under-test.ts';
import { withChromium } from './chromium.ts';

export const LAPTOP = { width: 1366, height: 768 };

/** A projector in the hall: a real browser before a real server. */
export interface ScreenHall {
  readonly server: ServerUnderTest;
  /** Opens a page with a link of that meeting; the fragment as the organizer gets it. */
  readonly project: (meeting: MeetingId, options?: ProjectOptions) => Promise<Page>;
}

export interface ProjectOptions {
  readonly kind?: ScreenLink['kind'];
  readonly context?: BrowserContextOptions;
  /** Before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Fails as `withChromium` does. */
export async function withScreenHall(
  use: (hall: ScreenHall) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  await withApp(
    (server) =>
      withChromium((browser) =>
        use({
          server,
          project: async (meeting, { kind = 'screen', context = {}, prepare } = {}) => {
            const options = { viewport: LAPTOP, locale: 'zh-CN', ...context };
            const page = await (await browser.newContext(options)).newPage();
            await prepare?.(page);
            await page.goto(await linkTo(server, meeting, kind));
            return page;
          },
        }),
      ),
    options,
  );
}

export async function linkTo(
  server: ServerUnderTest,
  meeting: MeetingId,
  kind: ScreenLink['kind'],
): Promise<string> {
  const { token } = must(await addScreenLink(server.parts, meeting, kind));
  return `${server.url}/screen/#${kind === 'host' ? 'host=' : ''}${token}`;
}

/** One ballot with a grade for each presenter, the last grade for all who follow. */
export async function castBallot(
  server: ServerUnderTest,
  meeting: MeetingUnderTest,
  ticket: string | undefined,
  grades: readonly number[],
): Promise<void> {
  const items = meeting.plan.rule.items.length;
  const marks = meeting.plan.presenters.flatMap((_, presenter) =>
    Array.from({ length: items }, () => grades[presenter] ?? grades.at(-1) ?? 0),
  );
  const phone = await Phone.enter(server.url, ticket ?? '');
  const answer = await phone.cast(marks);
  if (!answer.ok) throw new Error(`the ballot was refused: ${answer.code}`);
  phone.leave();
}

/** The names on the board, from the top. */
export function namesOn(page: Page): Promise<string[]> {
  return page.locator('.board .name').allInnerTexts();
}

export function scoresOn(page: Page): Promise<string[]> {
  return page.locator('.board .score').allInnerTexts();
}
