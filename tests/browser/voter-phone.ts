import type { Browser, BrowserContext, Page } from 'playwright-core';
import { runCommand } from '../../server/voting/commands.ts';
import type { MeetingPlan } from '../../shared/meeting.ts';
import type { CommandRequest } from '../../shared/protocol/http.ts';
import { NOTICE_RULE, type Rule } from '../../shared/rule.ts';
import { type MeetingUnderTest, must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { type ServerOptions, type ServerUnderTest, withApp } from '../server-under-test.ts';
import { withChromium } from './chromium.ts';

export const SMALL_PHONE = { width: 360, height: 740 };
/** Longer than anything on a phone may take, the repeated question after a lost answer included. */
const PATIENCE_MS = 30_000;
export const LARGE_PHONE = { width: 412, height: 915 };

/** A rule with one item: all presenters stand on one page. */
const ONE_ITEM_RULE: Rule = { ...NOTICE_RULE, items: [{ label: '总体评价', share: '100' }] };

export const ONE_ITEM: Partial<MeetingPlan> = { rule: ONE_ITEM_RULE };

export const ONE_ITEM_WITH_BLANK: Partial<MeetingPlan> = {
  rule: { ...ONE_ITEM_RULE, blank: 'allowed' },
};

export const WITH_BLANK: Partial<MeetingPlan> = { rule: { ...NOTICE_RULE, blank: 'allowed' } };

/** A hall of one meeting with its server, and browsers for the phones in it. */
export interface VoterHall {
  readonly browser: Browser;
  readonly server: ServerUnderTest;
  readonly meeting: MeetingUnderTest;
  /** A phone in a pocket: nothing is scanned yet. */
  readonly phone: (size?: { width: number; height: number }) => Promise<VoterPhone>;
  /** A phone that has scanned the meeting's ticket of this number. */
  readonly scanned: (ticket?: number) => Promise<VoterPhone>;
  readonly command: (request: CommandRequest) => Promise<void>;
  /** Ballots in the box. */
  readonly returned: () => Promise<number>;
}

export interface HallSetup {
  readonly plan?: Partial<MeetingPlan>;
  readonly opened?: boolean;
  readonly options?: ServerOptions;
}

/** Runs `use` in a hall of its own; fails as `withChromium` does. */
export async function inVoterHall(
  use: (hall: VoterHall) => Promise<void>,
  { plan = {}, opened = true, options = {} }: HallSetup = {},
): Promise<void> {
  await withApp(async (server) => {
    const prepare = opened ? openMeeting : prepareMeeting;
    const meeting = await prepare(server.parts, [6, 6], plan);
    await withChromium(async (browser) => {
      const phone = (size = SMALL_PHONE) => VoterPhone.take(browser, server.url, size);
      await use({
        browser,
        server,
        meeting,
        phone,
        scanned: async (ticket = 0) => {
          const scanned = await phone();
          await scanned.scan(ticketOf(meeting, ticket));
          return scanned;
        },
        command: async (request) => {
          must(await runCommand(server.parts, meeting.id, request));
        },
        returned: () => returned(server, meeting),
      });
    });
  }, options);
}

export function ticketOf(meeting: MeetingUnderTest, ticket: number): string {
  const secret = meeting.tickets[0]?.[ticket];
  if (secret === undefined) throw new Error(`no ticket ${ticket} was minted`);
  return secret;
}

async function returned(server: ServerUnderTest, meeting: MeetingUnderTest): Promise<number> {
  const { counted } = await server.store.recountBox(meeting.id);
  return counted.returned.reduce((sum, ofGroup) => sum + ofGroup, 0);
}

/** A voter's phone: its browser with one window. Counts the taps. */
export class VoterPhone {
  readonly context: BrowserContext;
  readonly url: string;
  page: Page;
  taps = 0;

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.context = context;
    this.page = page;
    this.url = url;
  }

  static async take(
    browser: Browser,
    url: string,
    viewport: { width: number; height: number },
  ): Promise<VoterPhone> {
    const context = await browser.newContext({
      viewport,
      locale: 'zh-CN',
      hasTouch: true,
      isMobile: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new VoterPhone(context, await context.newPage(), url);
  }

  async scan(ticket: string): Promise<void> {
    await this.page.goto(`${this.url}/#${ticket}`);
  }

  /** The chat application closes the window, and it is opened again from its bare address. */
  async reopen(): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
    await this.page.goto(this.url);
  }

  async seesHeading(name: string): Promise<void> {
    await this.page.getByRole('heading', { name, exact: true }).waitFor();
  }

  async sees(words: string): Promise<void> {
    await this.page.getByText(words).first().waitFor();
  }

  async tap(button: string): Promise<void> {
    this.taps += 1;
    await this.page.getByRole('button', { name: button, exact: true }).tap();
  }

  /** Taps one grade in the cell of this number on the page. */
  async mark(cell: number, grade: string): Promise<void> {
    this.taps += 1;
    const group = this.page.getByRole('radiogroup').nth(cell);
    await group.getByRole('radio', { name: grade, exact: true }).tap();
  }

  /** The grades chosen on this page, null where nothing is. */
  chosen(): Promise<readonly (string | null)[]> {
    return this.page.getByRole('radiogroup').evaluateAll((groups) =>
      groups.map((group) => {
        const checked = group.querySelector('input:checked');
        return checked?.parentElement?.textContent ?? null;
      }),
    );
  }

  /** Fills a ballot of several items with 整人同评, up to the review. */
  async fillAll(grade: string, presenters = 8): Promise<void> {
    for (let presenter = 1; presenter <= presenters; presenter += 1) {
      await this.tap(`整人同评：${grade}`);
      await this.tap(presenter < presenters ? '下一位' : '核对提交');
    }
    await this.seesHeading('核对');
  }

  /** Everything that the page has written on the device. */
  kept(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify({ ...localStorage }));
  }
}
