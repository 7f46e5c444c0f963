import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTO_PAGE_MS,
  currentPage,
  HELD_PAGE_MS,
  type Paging,
  pagesOf,
  turnInTime,
  turnPage,
} from '../../../client-screen/paging.ts';

const FIRST: Paging = { page: 0, since: 0, byHand: false };
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('pages of a board', () => {
  it.each([
    [1, [1]],
    [8, [8]],
    [9, [5, 4]],
    [17, [6, 6, 5]],
    [60, [8, 8, 8, 8, 7, 7, 7, 7]],
  ])('%i presenters make pages of %j', (presenters, lengths) => {
    expect(pagesOf(range(presenters), 8).map(({ length }) => length)).toEqual(lengths);
  });

  it('nobody is left out, shown twice or moved', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (count, most) => {
          const pages = pagesOf(range(count), most);
          expect(pages.flat()).toEqual(range(count));
          expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(most);
          expect(pages.length).toBe(Math.ceil(count / most));
        },
      ),
    );
  });

  it('turn by themselves, round and round', () => {
    expect(turnInTime(FIRST, 3, AUTO_PAGE_MS - 1)).toBe(FIRST);
    expect(turnInTime(FIRST, 3, AUTO_PAGE_MS).page).toBe(1);
    expect(turnInTime({ ...FIRST, page: 2 }, 3, AUTO_PAGE_MS).page).toBe(0);
    expect(turnInTime(FIRST, 1, 99 * AUTO_PAGE_MS)).toBe(FIRST);
  });

  it('stay longer where they were turned by hand', () => {
    const turned = turnPage(FIRST, 'previous', 3, 100);
    expect(turned.page).toBe(2);
    expect(turnInTime(turned, 3, 100 + AUTO_PAGE_MS)).toBe(turned);
    expect(turnInTime(turned, 3, 100 + HELD_PAGE_MS)).toMatchObject({ page: 0, byHand: false });
    expect(turnPage(turned, 'next', 3, 200).page).toBe(0);
  });

  it('a page that is gone gives way to the last one', () => {
    expect(currentPage({ ...FIRST, page: 5 }, 2)).toBe(1);
  });
});
