import axe from 'axe-core';
import type { Page } from 'playwright-core';

const LEAST_CONTRAST = 4.5;
const LEAST_CONTRAST_ON_PHONES = 7;

/** All that axe finds wrong with the page as it stands, by rule and element. */
export function accessibilityProblems(page: Page): Promise<readonly string[]> {
  return problemsOf(page, {}, LEAST_CONTRAST);
}

/** The same for phones, where contrast must be 7:1. */
export function phoneAccessibilityProblems(page: Page): Promise<readonly string[]> {
  const rules = { 'color-contrast-enhanced': { enabled: true } };
  return problemsOf(page, { rules }, LEAST_CONTRAST_ON_PHONES);
}

async function problemsOf(
  page: Page,
  options: axe.RunOptions,
  leastContrast: number,
): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(given),
    options,
  );
  const undecided = incomplete
    .filter(({ id }) => id.startsWith('color-contrast'))
    .flatMap(({ nodes }) => nodes.map(({ target }) => target.join(' ')));
  return [
    ...violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    ),
    ...(await faintTexts(page, undecided, leastContrast)),
  ];
}

/**
 * Axe decides nothing about text that another box overlaps, however empty that box is there. Such
 * text is compared with the nearest ground that it stands on.
 */
function faintTexts(
  page: Page,
  selectors: readonly string[],
  least: number,
): Promise<readonly string[]> {
  return page.evaluate(
    ({ selectors, least }) => {
      const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (color: string) => {
        const [red = 0, green = 0, blue = 0] = numbers(color).map((part) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const groundOf = (element: Element | null): string => {
        if (element === null) return 'rgb(255, 255, 255)';
        const ground = getComputedStyle(element).backgroundColor;
        return numbers(ground)[3] === 0 ? groundOf(element.parentElement) : ground;
      };
      return selectors.flatMap((selector) => {
        const element = document.querySelector(selector);
        if (element === null) return [];
        const lights = [getComputedStyle(element).color, groundOf(element)].map(luminance);
        const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
        return contrast >= least ? [] : [`contrast of ${contrast.toFixed(2)}: ${selector}`];
      });
    },
    { selectors, least },
  );
}
