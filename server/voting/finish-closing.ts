import type { MeetingId } from '../../shared/identifiers.ts';
import { checkBox } from './box-check.ts';
import type { VotingParts } from './parts.ts';

/**
 * After closing: counts the box anew, then has the order of casting forgotten (SECRET-2). In this
 * order, since a box that disagrees with its tally must halt the meeting before anything else is
 * done with it. Repeating is harmless; after a crash in between, the next start does it.
 */
export async function finishClosing(parts: VotingParts, id: MeetingId): Promise<void> {
  await checkBox(parts, id);
  await parts.store.scrub(id);
}
