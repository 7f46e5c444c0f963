import axe from 'axe-core';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { addScreenLink } from '../../server/voting/links.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { ScreenLink } from '../../shared/protocol/http.ts';
import { type MeetingUnderTest, must } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { CHROMIUM, pathOf } from '../required-programs.ts';
import { type ServerOptions, type ServerUnderTest, withApp } from '../server-under-test.ts';

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

/** Fails where a page threw, or did something that its security policy forbids. */
export async function withScreenHall(
  use: (hall: ScreenHall) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  await withApp(async (server) => {
    const executablePath = pathOf(CHROMIUM);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const wrongs: string[] = [];
    try {
      await use({
        server,
        project: async (meeting, { kind = 'screen', context = {}, prepare } = {}) => {
          const options = { viewport: LAPTOP, locale: 'zh-CN', ...context };
          const page = await (await browser.newContext(options)).newPage();
          watchForWrongs(page, wrongs);
          await prepare?.(page);
          await page.goto(await linkTo(server, meeting, kind));
          return page;
        },
      });
    } finally {
      await browser.close();
    }
    if (wrongs.length > 0) throw new Error(`a screen did wrong: ${wrongs.join('\n')}`);
  }, options);
}

export async function linkTo(
  server: ServerUnderTest,
  meeting: MeetingId,
  kind: ScreenLink['kind'],
): Promise<string> {
  const { token } = must(await addScreenLink(server.parts, meeting, kind));
  return `${server.url}/screen/#${kind === 'host' ? 'host=' : ''}${token}`;
}

function watchForWrongs(page: Page, wrongs: string[]): void {
  page.on('pageerror', (error) => wrongs.push(String(error)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) wrongs.push(message.text());
  });
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

/** All that axe finds wrong with the page as it stands, by rule and element. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
