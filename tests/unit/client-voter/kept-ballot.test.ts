import { describe, expect, it } from 'vitest';
import { gridOf } from '../../../client-voter/ballot-draft.ts';
import {
  ballotFor,
  castingBallot,
  type KeptBallot,
  readKept,
  receivedBallot,
} from '../../../client-voter/kept-ballot.ts';
import type { CastKey, MeetingId, Receipt } from '../../../shared/identifiers.ts';
import { paperOf } from './paper.ts';

const grid = gridOf(paperOf());
const meeting = 'abcdefabcdef' as MeetingId;
const round = { meeting, round: 2 };
const key = '0'.repeat(32) as CastKey;
const marking: KeptBallot = {
  state: 'marking',
  ...round,
  marks: [0, 1, null, null, 2, 3],
  key: null,
};
const casting: KeptBallot = { state: 'casting', ...round, marks: [0, 1, 2, 3, 2, 3], key };
const received = { state: 'received', ...round, receipt: '7K3M9XQ2' as Receipt } as const;
const empty: KeptBallot = {
  state: 'marking',
  ...round,
  marks: [null, null, null, null, null, null],
  key: null,
};

describe('the ballot that a device keeps', () => {
  it.each([marking, casting, received])('is read back as it was written: %j', (kept) => {
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
    expect(ballotFor(kept, round, grid)).toEqual(kept);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another shape', '{"state":"received"}'],
    ['a bare value', '7'],
    ['words for marks', JSON.stringify({ ...marking, marks: ['好'] })],
    ['an incomplete cast', JSON.stringify({ ...casting, marks: [null] })],
    ['a cast without a key', JSON.stringify({ ...casting, key: null })],
  ])('is nothing when the device has %s', (_, text) => {
    expect(readKept(text)).toBeNull();
  });

  it.each([marking, casting])(
    '[PHASE-5] of an earlier round gives way to an empty one: $state',
    (kept) => {
      expect(ballotFor(kept, { meeting, round: 3 }, grid)).toEqual({ ...empty, round: 3 });
    },
  );

  it.each([
    ['voided', received],
    ['rehearsed', { ...received, rehearsal: true }],
  ] as const)(
    '[PHASE-4, PHASE-5] remembers that its receipt was %s, until the next',
    (undone, kept) => {
      const next = ballotFor(kept, { meeting, round: 3 }, grid);
      expect(next).toEqual({ ...empty, round: 3, undone });
      expect(ballotFor(next, { meeting, round: 4 }, grid)).toEqual({ ...empty, round: 4, undone });
      const cast = castingBallot(next, [0, 0, 0, 0, 0, 0], key);
      expect(cast.undone).toBe(undone);
      expect(receivedBallot(cast, received.receipt, false)).toEqual({ ...received, round: 3 });
    },
  );

  it('of another meeting gives way to an empty one', () => {
    const other = { meeting: 'bbbbbbbbbbbb' as MeetingId, round: 2 };
    expect(ballotFor(received, other, grid)).toEqual({ ...empty, ...other });
  });

  it('made for another paper gives way to an empty one', () => {
    expect(ballotFor({ ...marking, marks: [0] }, round, grid)).toEqual(empty);
  });

  it('[CAST-6] has no marks beside a receipt', () => {
    expect(Object.keys(received).sort()).toEqual(['meeting', 'receipt', 'round', 'state']);
  });
});
