import type { Marks } from '../shared/ballot.ts';
import type { VoterPaper } from '../shared/protocol/voter.ts';

/** A ballot being filled in: the cells of `Marks`, null where nothing was chosen yet. */
export type Draft = readonly (number | null)[];

/** What a paper asks for. A mark is an index into `choices`; the one after the grades is 弃权. */
export interface Grid {
  readonly presenters: number;
  readonly items: number;
  readonly choices: number;
}

/** [RULE-4] 弃权 is a choice of its own, and only where the rule allows it. */
export function gridOf(paper: VoterPaper): Grid {
  return {
    presenters: paper.presenters.length,
    items: paper.items.length,
    choices: paper.grades.length + (paper.blank === 'allowed' ? 1 : 0),
  };
}

/** Nothing is ever filled in beforehand. */
export function emptyDraft(grid: Grid): Draft {
  return Array.from({ length: grid.presenters * grid.items }, () => null);
}

/** False for a draft of another paper, which must not be shown as if it had been made for this one. */
export function fitsGrid(draft: Draft, grid: Grid): boolean {
  return (
    draft.length === grid.presenters * grid.items &&
    draft.every((mark) => mark === null || (mark >= 0 && mark < grid.choices))
  );
}

export function withMark(
  draft: Draft,
  grid: Grid,
  presenter: number,
  item: number,
  mark: number,
): Draft {
  const cell = presenter * grid.items + item;
  return draft.map((before, index) => (index === cell ? mark : before));
}

/** 整人同评: one grade for every item of one presenter, whatever was there before. */
export function withPresenterMark(
  draft: Draft,
  grid: Grid,
  presenter: number,
  mark: number,
): Draft {
  return draft.map((before, cell) => (Math.floor(cell / grid.items) === presenter ? mark : before));
}

/** One presenter's marks, item by item. */
export function marksOf(draft: Draft, grid: Grid, presenter: number): Draft {
  return draft.slice(presenter * grid.items, (presenter + 1) * grid.items);
}

/** How many of the presenter's items are still without a mark. */
export function missingOf(draft: Draft, grid: Grid, presenter: number): number {
  return marksOf(draft, grid, presenter).filter((mark) => mark === null).length;
}

/** Places of the presenters who are not done, in the order of the ballot. */
export function unfinished(draft: Draft, grid: Grid): readonly number[] {
  const missing: number[] = [];
  for (let presenter = 0; presenter < grid.presenters; presenter += 1)
    if (missingOf(draft, grid, presenter) > 0) missing.push(presenter);
  return missing;
}

/** [CAST-5] The marks of a full draft; null while a cell is missing. */
export function completeMarks(draft: Draft): Marks | null {
  const marks = draft.filter((mark): mark is number => mark !== null);
  return marks.length === draft.length ? marks : null;
}
