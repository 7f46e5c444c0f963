import type { ScreenGroup, ScreenSnapshot } from '../shared/protocol/screen.ts';

/**
 * [SECRET-3] In `batched` display a group shows nothing before its first batch. Zeros there would
 * read as figures, and a missing group as one that nobody votes in.
 */
export function awaitsBatch(
  { display, phase }: Pick<ScreenSnapshot, 'display' | 'phase'>,
  group: ScreenGroup | undefined,
): boolean {
  return display === 'batched' && phase !== 'closed' && group?.shown === 0;
}

/** No group shows anything yet. */
export function allAwaitBatches(snapshot: ScreenSnapshot): boolean {
  return snapshot.groups.every((group) => awaitsBatch(snapshot, group));
}

export function someAwaitBatches(snapshot: ScreenSnapshot): boolean {
  return snapshot.groups.some((group) => awaitsBatch(snapshot, group));
}
