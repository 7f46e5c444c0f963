import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inVoterHall, LARGE_PHONE, SMALL_PHONE, ticketOf } from './voter-phone.ts';

const LOST = '网络中断，正在自动重连。';
const PAUSED = '测评已暂停。可以继续填写，恢复后再提交。';
const CLOSING = '测评即将结束，请尽快提交。';

/** What the chat application leaves of a small phone. */
const IN_A_CHAT = { width: 360, height: 540 };

/** Where the grade stands that a finger may be about to touch. */
async function topOfGrade(page: Page, item: number): Promise<number> {
  const grade = page.getByRole('radiogroup').nth(item).getByText('较好');
  return Math.round((await grade.boundingBox())?.y ?? Number.NaN);
}

async function isInSight(page: Page, words: string): Promise<boolean> {
  const box = await page.getByText(words).first().boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

test.each([
  ['at its top', SMALL_PHONE, 0],
  ['in its middle', SMALL_PHONE, 200],
  ['in its middle', LARGE_PHONE, 100],
  ['inside a chat on a small phone', IN_A_CHAT, 0],
])(
  'what the voter must hear is in sight %s, and no grade moves when it comes or goes',
  (_, size, scrolled) =>
    inVoterHall(async ({ phone, meeting, command }) => {
      const voter = await phone(size);
      const { page } = voter;
      await voter.scan(ticketOf(meeting, 0));
      await voter.seesHeading('述职人甲');
      await page.evaluate((top) => scrollTo(0, top), scrolled);
      const before = await topOfGrade(page, 2);
      const isAsBefore = async () => expect(await topOfGrade(page, 2)).toBe(before);

      await page.context().setOffline(true);
      await page.getByText(LOST).waitFor();
      expect(await isInSight(page, LOST)).toBe(true);
      await isAsBefore();
      await page.context().setOffline(false);
      await page.getByText(LOST).waitFor({ state: 'detached' });
      await isAsBefore();

      await command({ command: 'pause' });
      await page.getByText(PAUSED).waitFor();
      expect(await isInSight(page, PAUSED)).toBe(true);
      await isAsBefore();
      await command({ command: 'resume' });
      await page.getByText(PAUSED).waitFor({ state: 'detached' });
      await command({ command: 'close', countdownSeconds: 60, confirmed: true });
      await page.getByText(CLOSING).waitFor();
      expect(await isInSight(page, CLOSING)).toBe(true);
      await isAsBefore();
    }),
);
