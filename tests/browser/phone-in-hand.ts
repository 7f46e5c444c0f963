import type { Browser, BrowserContext, Page } from 'playwright-core';

export const SMALL_PHONE = { width: 360, height: 740 };

/** A voter's phone in a hand: it is only ever read and tapped. */
export class PhoneInHand {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Scans: opens what the ticket's QR code says. */
  static async scan(browser: Browser, link: string): Promise<PhoneInHand> {
    const context = await browser.newContext({
      viewport: SMALL_PHONE,
      locale: 'zh-CN',
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(link);
    return new PhoneInHand(context, page);
  }

  /** Waits until this heading is on the page. */
  async sees(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  async tap(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).tap();
  }

  /** Gives one presenter the same grade throughout, and another one to his last item. */
  async markPresenter(grade: string, last: number): Promise<void> {
    await this.tap(`整人同评：${grade}`);
    await this.page.getByRole('radiogroup').last().getByRole('radio').nth(last).tap();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
