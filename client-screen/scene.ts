import type { ScreenSnapshot } from '../shared/protocol/screen.ts';
import type { Staleness } from './reception.ts';

/** What the screen is about at a moment; one view each. */
export type Scene =
  /** Before voting: how to vote, and an empty box. */
  | 'waiting'
  /** Figures of every presenter, in the order of the ballot. */
  | 'voting'
  /** Only counts of ballots, while results stay hidden (SECRET-3). */
  | 'turnout'
  /** Voting has ended and nothing is revealed yet. */
  | 'closed'
  /** Some or all results, by rank. */
  | 'result'
  /** The box and its tally differ: no figure may be shown. */
  | 'halted';

export function sceneOf(snapshot: ScreenSnapshot): Scene {
  if (snapshot.halted) return 'halted';
  const shown = snapshot.presenters.some(({ result }) => result !== null);
  switch (snapshot.phase) {
    case 'draft':
      return 'waiting';
    case 'open':
    case 'paused':
      return shown ? 'voting' : 'turnout';
    case 'closed':
      return shown ? 'result' : 'closed';
  }
}

/** What the header says at its right; the first that applies, since one line must be enough. */
export type Notice =
  | { readonly notice: 'stale'; readonly why: Staleness }
  | { readonly notice: 'interrupted' }
  | { readonly notice: 'closing'; readonly seconds: number }
  | { readonly notice: 'paused' }
  | { readonly notice: 'phase' };

/** `closing` in whole seconds, or null. Neither a frozen figure nor a frozen countdown may look live. */
export function noticeOf(
  snapshot: ScreenSnapshot,
  stale: Staleness | null,
  closing: number | null,
): Notice {
  if (stale !== null) return { notice: 'stale', why: stale };
  if (snapshot.interrupted && !snapshot.halted && snapshot.phase === 'open')
    return { notice: 'interrupted' };
  if (closing !== null && !snapshot.halted) return { notice: 'closing', seconds: closing };
  if (snapshot.phase === 'paused' && !snapshot.halted) return { notice: 'paused' };
  return { notice: 'phase' };
}
