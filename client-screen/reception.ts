import { type Code, codeText } from '../shared/protocol/codes.ts';
import { SCREEN_STALE_MS, type ScreenSnapshot } from '../shared/protocol/screen.ts';

/** What this page has of the server. Moments are ms of one steady clock that never jumps. */
export type Reception =
  | { readonly state: 'connecting'; readonly since: number }
  | {
      readonly state: 'receiving';
      readonly snapshot: ScreenSnapshot;
      /** When this snapshot came: the countdown in it runs from here. */
      readonly receivedAt: number;
      /** When anything came last, a beat included. */
      readonly heardAt: number;
      /** Set while nothing has come but data that are older than the snapshot on show. */
      readonly outdated: Outdated | null;
    }
  /** Nothing can be shown: all that came is older than what was on show before a reload. */
  | { readonly state: 'outdated'; readonly since: number; readonly heardAt: number }
  | { readonly state: 'refused'; readonly text: string };

/** [PHASE-7] Since when older data have come, and until when the figures on show were true. */
interface Outdated {
  readonly since: number;
  readonly trueUntil: number;
}

/**
 * A snapshot older than the one on show, or than `remembered` (the highest revision that this page
 * has ever shown, or 0), must be ignored, but it proves that the server lives.
 */
export function receiveSnapshot(
  before: Reception,
  snapshot: ScreenSnapshot,
  now: number,
  remembered = 0,
): Reception {
  if (before.state === 'receiving' && before.snapshot.meeting === snapshot.meeting) {
    if (snapshot.revision >= before.snapshot.revision) return receiving(snapshot, now);
    const outdated = before.outdated ?? { since: now, trueUntil: before.heardAt };
    return { ...before, heardAt: now, outdated };
  }
  if (snapshot.revision >= remembered) return receiving(snapshot, now);
  const since = before.state === 'outdated' ? before.since : now;
  return { state: 'outdated', since, heardAt: now };
}

function receiving(snapshot: ScreenSnapshot, now: number): Reception {
  return { state: 'receiving', snapshot, receivedAt: now, heardAt: now, outdated: null };
}

export function receiveBeat(before: Reception, now: number): Reception {
  switch (before.state) {
    case 'receiving':
    case 'outdated':
      return { ...before, heardAt: now };
    case 'connecting':
    case 'refused':
      return before;
  }
}

/** Trouble of the server's own, which leaves the page what it was: a figure that grows stale. */
const PASSING: readonly string[] = ['internal', 'storage_unavailable'] satisfies readonly Code[];

/** A refused page shows no figure any more: whoever revoked the link meant it. */
export function receiveRefusal(before: Reception, code: string): Reception {
  if (before.state === 'receiving' && PASSING.includes(code)) return before;
  return { state: 'refused', text: codeText(code) };
}

/** How long nothing has come, in ms. */
export function silentMs(reception: Reception, now: number): number {
  switch (reception.state) {
    case 'connecting':
      return now - reception.since;
    case 'receiving':
    case 'outdated':
      return now - reception.heardAt;
    case 'refused':
      return 0;
  }
}

/** Why the figures on show may not be taken for the present. */
export type Staleness = 'silent' | 'outdated';

/**
 * [SCREEN-3] Why the page must say 数据暂停 (or, without any figure yet, that it is waiting); null
 * while it need not. Of several servers one may lag for a moment: older data count after a while.
 */
export function staleness(reception: Reception, now: number): Staleness | null {
  if (silentMs(reception, now) >= SCREEN_STALE_MS) return 'silent';
  const since = outdatedSince(reception);
  return since !== null && now - since >= SCREEN_STALE_MS ? 'outdated' : null;
}

function outdatedSince(reception: Reception): number | null {
  switch (reception.state) {
    case 'receiving':
      return reception.outdated?.since ?? null;
    case 'outdated':
      return reception.since;
    case 'connecting':
    case 'refused':
      return null;
  }
}

/** How long ago the figures on show were true, in ms. */
export function figuresAgeMs(reception: Reception, now: number): number {
  const outdated = reception.state === 'receiving' ? reception.outdated : null;
  return outdated === null ? silentMs(reception, now) : now - outdated.trueUntil;
}

/** Whole seconds until an announced closing, rounded up; null when none is announced. */
export function closingSeconds(reception: Reception, now: number): number | null {
  if (reception.state !== 'receiving' || reception.snapshot.closingInMs === null) return null;
  const left = reception.snapshot.closingInMs - (now - reception.receivedAt);
  return Math.max(0, Math.ceil(left / 1000));
}
