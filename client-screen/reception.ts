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
    }
  | { readonly state: 'refused'; readonly text: string };

/** A snapshot older than the one on show must be ignored, but it proves that the server lives. */
export function receiveSnapshot(
  before: Reception,
  snapshot: ScreenSnapshot,
  now: number,
): Reception {
  const older =
    before.state === 'receiving' &&
    before.snapshot.meeting === snapshot.meeting &&
    snapshot.revision < before.snapshot.revision;
  return older
    ? { ...before, heardAt: now }
    : { state: 'receiving', snapshot, receivedAt: now, heardAt: now };
}

export function receiveBeat(before: Reception, now: number): Reception {
  return before.state === 'receiving' ? { ...before, heardAt: now } : before;
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
      return now - reception.heardAt;
    case 'refused':
      return 0;
  }
}

/** [SCREEN-3] Whether the page must say 数据暂停 (or, without any figure yet, that it is waiting). */
export function isStale(reception: Reception, now: number): boolean {
  return silentMs(reception, now) >= SCREEN_STALE_MS;
}

/** Whole seconds until an announced closing, rounded up; null when none is announced. */
export function closingSeconds(reception: Reception, now: number): number | null {
  if (reception.state !== 'receiving' || reception.snapshot.closingInMs === null) return null;
  const left = reception.snapshot.closingInMs - (now - reception.receivedAt);
  return Math.max(0, Math.ceil(left / 1000));
}
