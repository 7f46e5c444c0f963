import type { Page } from 'playwright-core';

const LEAST_TARGET_PX = 60;
const LEAST_TYPE_PX = 18;

/** What sticks out to the side. */
export async function sidewaysProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const sticking = [...document.querySelectorAll('#app *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      const hidden = element.closest('.visually-hidden, .strip li');
      return hidden === null && (right > width + 1 || left < -1);
    });
    return sticking.map((element) => `${element.tagName}.${element.className} sticks out`);
  });
}

/** What is too low for a finger, or set too small to read. */
export async function sizeProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ target, type }) => {
      const seen = (element: Element) => element.closest('.visually-hidden') === null;
      const low = [...document.querySelectorAll('button, label.grade, input[type=text]')]
        .filter((element) => element.getBoundingClientRect().height < target - 0.5)
        .map((element) => `low: ${element.textContent}`);
      const words = [...document.querySelectorAll('#app *')].filter(
        (element) =>
          seen(element) &&
          [...element.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
          ),
      );
      const small = words
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < type)
        .map((element) => `small: ${element.textContent}`);
      return [...low, ...small];
    },
    { target: LEAST_TARGET_PX, type: LEAST_TYPE_PX },
  );
}
