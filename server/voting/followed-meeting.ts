import type { MeetingState } from '../store/store.ts';
import { type Coalesced, coalesce } from './coalesce.ts';
import type { DisplayStep } from './live-display.ts';
import type { LiveMoment } from './live-moment.ts';
import { Pace } from './pace.ts';
import { toldRevision } from './told-revision.ts';

/** At most ten pictures a second of a running vote: nobody's eyes ask for more. */
export const MOMENT_EVERY_MS = 100;

/** A meeting that pages of this process watch, or of which a look is still to be taken. */
export interface FollowedMeeting {
  readonly refresh: Coalesced;
  readonly pace: Pace;
  /** How many pages are told of it, and how many of them of its figures. */
  watchers: number;
  watchersOfFigures: number;
  step: DisplayStep | null;
  /** Never one that listeners were not told, unless figures are all that differs. */
  moment: LiveMoment | null;
  /** How many changes were noticed, and how many of them `moment` has in it for certain. */
  noticed: number;
  contained: number;
}

/** `look` must not reject. */
export function followedMeeting(
  look: (followed: FollowedMeeting) => Promise<void>,
): FollowedMeeting {
  const followed: FollowedMeeting = {
    refresh: coalesce(MOMENT_EVERY_MS, () => look(followed)),
    pace: new Pace(),
    watchers: 0,
    watchersOfFigures: 0,
    step: null,
    moment: null,
    noticed: 0,
    contained: 0,
  };
  return followed;
}

/** Nobody watches it, and nothing of it is left to be looked at. */
export function mayBeLetGo({ watchers, contained, noticed }: FollowedMeeting): boolean {
  return watchers === 0 && contained === noticed;
}

/**
 * Whether somebody who came in during a look was told more than it found: that was noticed, and is
 * looked at next. Or as much, where it was the first moment of all, which everybody is told.
 */
export function isOvertaken(
  before: LiveMoment | null,
  now: LiveMoment | null,
  found: MeetingState,
): boolean {
  if (now === null || now === before) return false;
  const ahead = toldRevision(now.state) - toldRevision(found);
  return ahead > 0 || (ahead === 0 && before === null);
}

/**
 * Whether more than figures may differ: a page that watches news alone must be told then. Records are
 * compared as such, since one of older data that were put back may have the same version (PHASE-7).
 */
export function hasNews(before: MeetingState, after: MeetingState): boolean {
  return before.meeting !== after.meeting || voidedIn(before) !== voidedIn(after);
}

function voidedIn({ tickets }: MeetingState): number {
  return tickets.reduce((sum, { voided }) => sum + voided, 0);
}
