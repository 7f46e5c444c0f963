import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** All that axe finds wrong with the page as it stands, by rule and element. */
export async function accessibilityProblems(
  page: Page,
  options: axe.RunOptions = {},
): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(given),
    options,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** The same for phones, where contrast must be 7:1. */
export function phoneAccessibilityProblems(page: Page): Promise<readonly string[]> {
  return accessibilityProblems(page, { rules: { 'color-contrast-enhanced': { enabled: true } } });
}
