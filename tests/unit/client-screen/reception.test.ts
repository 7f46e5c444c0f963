import { describe, expect, it } from 'vitest';
import {
  closingSeconds,
  isStale,
  type Reception,
  receiveBeat,
  receiveRefusal,
  receiveSnapshot,
} from '../../../client-screen/reception.ts';
import { CODES } from '../../../shared/protocol/codes.ts';
import { snapshotWith } from './snapshots.ts';

const CONNECTING: Reception = { state: 'connecting', since: 0 };

function shownRevision(reception: Reception): number | null {
  return reception.state === 'receiving' ? reception.snapshot.revision : null;
}

describe('what a screen has received', () => {
  it('[SCREEN-1] an older snapshot never replaces a newer one', () => {
    const newer = receiveSnapshot(CONNECTING, snapshotWith({ revision: 7 }), 100);
    const after = receiveSnapshot(newer, snapshotWith({ revision: 6 }), 200);
    expect(shownRevision(after)).toBe(7);
    expect(shownRevision(receiveSnapshot(after, snapshotWith({ revision: 8 }), 300))).toBe(8);
  });

  it('a snapshot of the same revision is taken: the countdown and the storage change without one', () => {
    const before = receiveSnapshot(CONNECTING, snapshotWith({ revision: 7 }), 100);
    const after = receiveSnapshot(before, snapshotWith({ revision: 7, interrupted: true }), 200);
    expect(after).toMatchObject({ snapshot: { interrupted: true } });
  });

  it('[SCREEN-3] is stale after 2.5 s of silence, and only then', () => {
    const reception = receiveSnapshot(CONNECTING, snapshotWith(), 1000);
    expect(isStale(reception, 3499)).toBe(false);
    expect(isStale(reception, 3500)).toBe(true);
  });

  it('[SCREEN-3] a beat or an old snapshot ends the silence', () => {
    const reception = receiveSnapshot(CONNECTING, snapshotWith({ revision: 2 }), 0);
    expect(isStale(receiveBeat(reception, 2000), 4000)).toBe(false);
    expect(isStale(receiveSnapshot(reception, snapshotWith({ revision: 1 }), 2000), 4000)).toBe(
      false,
    );
  });

  it('[SCREEN-3] is stale, too, when it never reached the server', () => {
    expect(isStale(receiveBeat(CONNECTING, 2000), 2500)).toBe(true);
  });

  it('a revoked link takes the figures away and says why', () => {
    const reception = receiveSnapshot(CONNECTING, snapshotWith(), 0);
    expect(receiveRefusal(reception, 'screen_link_revoked')).toEqual({
      state: 'refused',
      text: CODES.screen_link_revoked,
    });
  });

  it('passing trouble of the server leaves the figures, to grow stale', () => {
    const reception = receiveSnapshot(CONNECTING, snapshotWith(), 0);
    expect(receiveRefusal(reception, 'storage_unavailable')).toBe(reception);
    expect(receiveRefusal(CONNECTING, 'internal').state).toBe('refused');
  });

  it('the countdown runs from the moment its snapshot came', () => {
    const announced = snapshotWith({ meeting: { phase: 'open', closingAt: 10_000 } });
    const reception = receiveSnapshot(CONNECTING, announced, 500);
    expect(
      [500, 501, 9499, 9500, 10_500, 99_000].map((now) => closingSeconds(reception, now)),
    ).toEqual([10, 10, 2, 1, 0, 0]);
    expect(
      closingSeconds(receiveSnapshot(reception, snapshotWith({ revision: 2 }), 600), 700),
    ).toBeNull();
  });
});
