import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM, pathOf } from '../required-programs.ts';

/** Fails where any page threw, or did something that its security policy forbids. */
export async function withChromium(use: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: pathOf(CHROMIUM),
    args: ['--no-sandbox'],
  });
  const wrongs: string[] = [];
  browser.on('context', (context) => watchForWrongs(context, wrongs));
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
  if (wrongs.length > 0) throw new Error(`a page did wrong: ${wrongs.join('\n')}`);
}

function watchForWrongs(context: BrowserContext, wrongs: string[]): void {
  context.on('weberror', (error) => wrongs.push(String(error.error())));
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) wrongs.push(message.text());
  });
}
