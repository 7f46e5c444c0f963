/** A page stands this long before the next one comes by itself. */
export const AUTO_PAGE_MS = 12_000;
/** Whoever turned a page by hand wants to talk about it: it stays this long. */
export const HELD_PAGE_MS = 60_000;

export interface Paging {
  readonly page: number;
  /** When the page came, in ms of the steady clock. */
  readonly since: number;
  readonly byHand: boolean;
}

export type PageTurn = 'next' | 'previous';

/** Pages of nearly equal length, none longer than `most`: 9 by 8 is 5 and 4, never 8 and 1. */
export function pagesOf<Entry>(entries: readonly Entry[], most: number): readonly Entry[][] {
  const pages = Math.max(1, Math.ceil(entries.length / most));
  const short = Math.floor(entries.length / pages);
  const longPages = entries.length - short * pages;
  return Array.from({ length: pages }, (_, page) => {
    const start = page * short + Math.min(page, longPages);
    return entries.slice(start, start + short + (page < longPages ? 1 : 0));
  });
}

/** Turns by hand, round and round. */
export function turnPage(paging: Paging, turn: PageTurn, pages: number, now: number): Paging {
  const step = turn === 'next' ? 1 : pages - 1;
  return { page: (currentPage(paging, pages) + step) % pages, since: now, byHand: true };
}

/** Turns by itself once a page has stood long enough; the same object while it has not. */
export function turnInTime(paging: Paging, pages: number, now: number): Paging {
  if (pages < 2 || now - paging.since < (paging.byHand ? HELD_PAGE_MS : AUTO_PAGE_MS))
    return paging;
  return { page: (currentPage(paging, pages) + 1) % pages, since: now, byHand: false };
}

/** While results are revealed one by one the page follows the newest. */
export function openPage(paging: Paging, page: number, now: number): Paging {
  return { page, since: now, byHand: paging.byHand };
}

/** The page to draw, also after the number of pages has fallen. */
export function currentPage(paging: Paging, pages: number): number {
  return Math.min(paging.page, pages - 1);
}
