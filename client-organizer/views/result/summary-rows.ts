import type { ResultItem } from '../../../shared/protocol/result-table.ts';

/** Rows of one presenter that stay together on a page of A4 landscape. */
const MOST_ROWS_TOGETHER = 20;

/**
 * A presenter's items in parts that fit a page each, so that no row is cut and every part can bear
 * the presenter's name. An item is never divided; usually there is one part.
 */
export function itemParts(
  items: readonly ResultItem[],
  groups: number,
): readonly (readonly ResultItem[])[] {
  const most = Math.max(1, Math.floor(MOST_ROWS_TOGETHER / groups));
  return Array.from({ length: Math.ceil(items.length / most) }, (_, part) =>
    items.slice(part * most, (part + 1) * most),
  );
}
