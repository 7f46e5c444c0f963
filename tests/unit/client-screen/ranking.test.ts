import { describe, expect, it } from 'vitest';
import { type BoardLine, ballotLines, rankedLines } from '../../../client-screen/ranking.ts';
import { snapshotWith } from './snapshots.ts';

/** Three presenters, the second and third equal and best, the first worst. */
const BALLOTS = [
  { group: 0, grades: [3, 0, 0, 1] },
  { group: 1, grades: [3, 0, 0, 1] },
];

function told(lines: readonly BoardLine[]): readonly (string | number)[] {
  return lines.map((line) =>
    line.line === 'covered'
      ? '待揭晓'
      : `${line.presenter.result?.rank ?? '—'} ${line.presenter.name}`,
  );
}

function four(phase: 'open' | 'closed', revealed: number) {
  const presenters = ['甲', '乙', '丙', '丁'].map((name) => ({
    name: `述职人${name}`,
    unit: '',
    post: '',
  }));
  return snapshotWith({ plan: { presenters }, meeting: { phase, revealed }, ballots: BALLOTS });
}

describe('the order of a board', () => {
  it('[SCREEN-2] is that of the ballot while voting is open, whatever the scores', () => {
    expect(told(ballotLines(four('open', 0)))).toEqual([
      '— 述职人甲',
      '— 述职人乙',
      '— 述职人丙',
      '— 述职人丁',
    ]);
  });

  it('[SCREEN-2, SCORE-5] is by rank after closing, equal ranks as on the ballot', () => {
    expect(told(rankedLines(four('closed', 4)))).toEqual([
      '1 述职人乙',
      '1 述职人丙',
      '3 述职人丁',
      '4 述职人甲',
    ]);
  });

  it('covers what is not revealed yet, above the last ranks', () => {
    expect(told(rankedLines(four('closed', 0)))).toEqual(['待揭晓', '待揭晓', '待揭晓', '待揭晓']);
    expect(told(rankedLines(four('closed', 2)))).toEqual([
      '待揭晓',
      '待揭晓',
      '3 述职人丁',
      '4 述职人甲',
    ]);
  });

  it('[RULE-5] puts those without a rank last, as on the ballot', () => {
    const withheld = snapshotWith({
      meeting: { phase: 'closed', revealed: 8 },
      ballots: [{ group: 1, grades: [0] }],
    });
    expect(told(rankedLines(withheld)).slice(0, 2)).toEqual(['— 述职人甲', '— 述职人乙']);
  });
});
