import { describe, expect, it } from 'vitest';
import {
  closingSeconds,
  figuresAgeMs,
  type Reception,
  receiveBeat,
  receiveRefusal,
  receiveSnapshot,
  staleness,
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
    expect(staleness(reception, 3499)).toBeNull();
    expect(staleness(reception, 3500)).toBe('silent');
  });

  it('[SCREEN-3] a beat or an old snapshot ends the silence', () => {
    const reception = receiveSnapshot(CONNECTING, snapshotWith({ revision: 2 }), 0);
    expect(staleness(receiveBeat(reception, 2000), 4000)).toBeNull();
    expect(
      staleness(receiveSnapshot(reception, snapshotWith({ revision: 1 }), 2000), 4000),
    ).toBeNull();
  });

  it('[SCREEN-3] is stale, too, when it never reached the server', () => {
    expect(staleness(receiveBeat(CONNECTING, 2000), 2500)).toBe('silent');
  });

  it('[PHASE-7, SCREEN-3] older data are marked where nothing newer follows, from when they came', () => {
    const shown = receiveSnapshot(CONNECTING, snapshotWith({ revision: 7 }), 0);
    const older = receiveSnapshot(shown, snapshotWith({ revision: 5 }), 1000);
    const later = receiveSnapshot(older, snapshotWith({ revision: 6 }), 3000);
    expect(shownRevision(later)).toBe(7);
    expect([3499, 3500].map((now) => staleness(later, now))).toEqual([null, 'outdated']);
    expect(figuresAgeMs(later, 4000)).toBe(4000);
    const newer = receiveSnapshot(later, snapshotWith({ revision: 7 }), 5000);
    expect(staleness(newer, 6000)).toBeNull();
    expect(figuresAgeMs(newer, 6000)).toBe(1000);
  });

  it('[PHASE-7, SCREEN-3] after a reload nothing older than before is shown', () => {
    const older = receiveSnapshot(CONNECTING, snapshotWith({ revision: 6 }), 1000, 7);
    expect(shownRevision(older)).toBeNull();
    const beaten = receiveBeat(
      receiveSnapshot(older, snapshotWith({ revision: 6 }), 2000, 7),
      3000,
    );
    expect([3499, 3500].map((now) => staleness(beaten, now))).toEqual([null, 'outdated']);
    expect(staleness(beaten, 5500)).toBe('silent');
    expect(shownRevision(receiveSnapshot(beaten, snapshotWith({ revision: 7 }), 3500, 7))).toBe(7);
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
