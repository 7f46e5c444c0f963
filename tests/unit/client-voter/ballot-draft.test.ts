import { describe, expect, it } from 'vitest';
import {
  completeMarks,
  emptyDraft,
  fitsGrid,
  gridOf,
  marksOf,
  missingOf,
  unfinished,
  withMark,
  withPresenterMark,
} from '../../../client-voter/ballot-draft.ts';
import { marksInWords } from '../../../client-voter/marks-in-words.ts';
import { paperOf } from './paper.ts';

const grid = gridOf(paperOf());

describe('a ballot being filled in', () => {
  it('begins with nothing filled in', () => {
    expect(emptyDraft(grid)).toEqual([null, null, null, null, null, null]);
    expect(unfinished(emptyDraft(grid), grid)).toEqual([0, 1]);
  });

  it('takes one mark in one cell and leaves the others alone', () => {
    const draft = withMark(emptyDraft(grid), grid, 1, 2, 3);
    expect(draft).toEqual([null, null, null, null, null, 3]);
    expect(missingOf(draft, grid, 1)).toBe(2);
    expect(missingOf(draft, grid, 0)).toBe(3);
  });

  it('整人同评 fills one presenter and replaces what was there', () => {
    const draft = withPresenterMark(withMark(emptyDraft(grid), grid, 0, 1, 3), grid, 0, 1);
    expect(marksOf(draft, grid, 0)).toEqual([1, 1, 1]);
    expect(marksOf(draft, grid, 1)).toEqual([null, null, null]);
    expect(unfinished(draft, grid)).toEqual([1]);
  });

  it('[CAST-5] has marks to cast only when every cell is filled', () => {
    const half = withPresenterMark(emptyDraft(grid), grid, 0, 0);
    expect(completeMarks(half)).toBeNull();
    expect(completeMarks(withPresenterMark(half, grid, 1, 3))).toEqual([0, 0, 0, 3, 3, 3]);
  });

  it('[RULE-4] knows 弃权 as a choice only where the rule allows it', () => {
    const blank = withMark(emptyDraft(grid), grid, 0, 0, 4);
    expect(fitsGrid(blank, grid)).toBe(false);
    expect(fitsGrid(blank, gridOf(paperOf({ blank: 'allowed' })))).toBe(true);
  });

  it.each([
    ['too short', [null]],
    ['too long', [0, 0, 0, 0, 0, 0, 0]],
    ['a mark below the grades', [-1, 0, 0, 0, 0, 0]],
    ['a mark beyond the grades', [0, 0, 0, 0, 0, 9]],
  ])('does not take a draft of another paper: %s', (_, draft) => {
    expect(fitsGrid(draft, grid)).toBe(false);
  });
});

describe('marks in words', () => {
  it.each([
    [[null, null, null], '未评'],
    [[0, null, 0], '还差 1 项'],
    [[1, 1, 1], '3 项均为“较好”'],
    [[1, 0, 1], '好 1 项，较好 2 项'],
    [[4, 0, 4], '好 1 项，弃权 2 项'],
  ])('%j is %s', (marks, words) => {
    expect(marksInWords(paperOf({ blank: 'allowed' }), marks)).toBe(words);
  });

  it('is the bare grade where there is one item', () => {
    expect(marksInWords(paperOf({ items: ['总体评价'] }), [2])).toBe('一般');
    expect(marksInWords(paperOf({ items: ['总体评价'] }), [null])).toBe('未评');
  });
});
