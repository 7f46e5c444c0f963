import type { Page } from 'playwright-core';

/** Texts that people may make too long for a hall; these are cut with an ellipsis, and no others. */
const MAY_BE_CUT = '.unit, .name-long, .group-label, .legend, .unit-below, .occasion, .title';

/** Every text that is outside the picture, or runs out of its cell. */
export function misplacedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((mayBeCut) => {
    const picture = document.documentElement;
    // Chinese fonts claim more height than their characters fill: an eighth of it may overlap.
    const isOutside = (box: DOMRect, frame: DOMRect) =>
      box.left < frame.left - 1 ||
      box.right > frame.right + 1 ||
      box.top < -box.height / 8 ||
      box.bottom > innerHeight + box.height / 8;
    const frameOf = (element: Element) =>
      (element.closest('td, th, .counts li, header, section') ?? picture).getBoundingClientRect();
    const wrong: string[] = [];
    if (picture.scrollWidth > innerWidth || picture.scrollHeight > innerHeight)
      wrong.push(
        `the page is ${picture.scrollWidth}×${picture.scrollHeight} in ${innerWidth}×${innerHeight}`,
      );
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || parent.closest(`.unseen, svg, ${mayBeCut}`) !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width > 0 && isOutside(box, frameOf(parent)))
        wrong.push(`${parent.className || parent.tagName}: ${text.textContent}`);
    }
    return wrong;
  }, MAY_BE_CUT);
}

/** Everything on the board that sticks out of its row, above or below. */
export function overlappingRows(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const rows = [...document.querySelectorAll('.board .row')];
    for (const row of rows) {
      const { top, bottom } = row.getBoundingClientRect();
      for (const cell of row.querySelectorAll('.bars, .group-stack ul, .score, .name span')) {
        const box = cell.getBoundingClientRect();
        const slack = 2 + (bottom - top) / 20;
        if (box.top < top - slack || box.bottom > bottom + slack)
          wrong.push(`${cell.className}: ${cell.textContent}`);
      }
    }
    return wrong;
  });
}

/** Units that have more lines than are shown, or touch the rules above and below their row. */
export function crampedUnits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const cramped = [...document.querySelectorAll('.unit span')].filter((unit) => {
      const row = unit.closest('tr')?.getBoundingClientRect() ?? new DOMRect();
      const { top, bottom } = unit.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(unit);
      const lines = new Set([...text.getClientRects()].map((line) => Math.round(line.top)));
      return lines.size > 2 || top < row.top + 1 || bottom > row.bottom - 1;
    });
    return cramped.map(({ textContent }) => textContent);
  });
}

/** The smallest type on the page, in hundredths of its height. */
export function smallestType(page: Page): Promise<number> {
  return page.evaluate(() => {
    const sizes: number[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || parent.closest('.unseen, svg') !== null) continue;
      if (text.textContent?.trim() === '') continue;
      sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize));
    }
    return (Math.min(...sizes) / innerHeight) * 100;
  });
}

/** Shares of the bars as they are drawn, in percent of the axis, a list for each row. */
export function drawnShares(page: Page): Promise<readonly (readonly number[])[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.board .bar')].map((bar) => {
      const axis = bar.getBoundingClientRect().width;
      return [...bar.querySelectorAll('.segment')].map(
        (segment) => ((segment as SVGGraphicsElement).getBBox().width / axis) * 100,
      );
    }),
  );
}
