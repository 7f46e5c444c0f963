import { describe, expect, it } from 'vitest';
import { noticeOf, sceneOf } from '../../../client-screen/scene.ts';
import { snapshotWith } from './snapshots.ts';

const LIVE = { phase: 'open' } as const;

describe('the scene', () => {
  it.each([
    ['a draft waits', snapshotWith(), 'waiting'],
    ['an open vote shows its figures', snapshotWith({ meeting: LIVE }), 'voting'],
    ['a pause keeps the figures', snapshotWith({ meeting: { phase: 'paused' } }), 'voting'],
    [
      '[SECRET-3] turnout shows counts of ballots only',
      snapshotWith({ meeting: LIVE, plan: { display: 'turnout' } }),
      'turnout',
    ],
    [
      'a closed vote waits for the host',
      snapshotWith({ meeting: { phase: 'closed', revealed: 0 } }),
      'closed',
    ],
    [
      'a first revealed result begins the ranking',
      snapshotWith({ meeting: { phase: 'closed', revealed: 1 } }),
      'result',
    ],
    [
      'an alarm hides everything',
      snapshotWith({ meeting: { ...LIVE, alarm: 'box_mismatch' } }),
      'halted',
    ],
  ] as const)('%s', (_, snapshot, scene) => {
    expect(sceneOf(snapshot)).toBe(scene);
  });
});

describe('the notice in the header', () => {
  it('[SCREEN-3] 数据暂停 comes before everything: a frozen countdown must not look live', () => {
    const snapshot = snapshotWith({ meeting: LIVE, interrupted: true });
    expect(noticeOf(snapshot, 'outdated', 9)).toEqual({
      notice: 'stale',
      why: 'outdated',
    });
    expect(noticeOf(snapshot, null, 9)).toEqual({ notice: 'interrupted' });
  });

  it('counts down to an announced closing', () => {
    expect(noticeOf(snapshotWith({ meeting: LIVE }), null, 9)).toEqual({
      notice: 'closing',
      seconds: 9,
    });
  });

  it('names a pause, and else the phase', () => {
    expect(noticeOf(snapshotWith({ meeting: { phase: 'paused' } }), null, null)).toEqual({
      notice: 'paused',
    });
    expect(noticeOf(snapshotWith({ meeting: LIVE }), null, null)).toEqual({ notice: 'phase' });
  });

  it('storage that fails before or after voting is no concern of the hall', () => {
    expect(noticeOf(snapshotWith({ interrupted: true }), null, null)).toEqual({ notice: 'phase' });
  });
});
