import { batch } from '@preact/signals';
import { type Draft, type Grid, gridOf, withMark, withPresenterMark } from './ballot-draft.ts';
import { castElsewhere, type KeptBallot } from './kept-ballot.ts';
import type { VoterState } from './state.ts';

/** Filling in. Every change is on the device before the next tap. */
export interface Marking {
  readonly mark: (presenter: number, item: number, mark: number) => void;
  /** 整人同评 */
  readonly markPresenter: (presenter: number, mark: number) => void;
  /** Takes the last 整人同评 back. */
  readonly bringBack: () => void;
  readonly goTo: (presenter: number) => void;
  readonly goToReview: () => void;
}

export interface MarkingParts {
  readonly keep: (ballot: KeptBallot) => void;
  /** The ballot as the device has it. */
  readonly reread: () => KeptBallot | null;
  /** Takes over what another window has cast. */
  readonly adopt: (ballot: KeptBallot) => void;
}

export function createMarking(state: VoterState, { keep, reread, adopt }: MarkingParts): Marking {
  const change = (next: (marks: Draft, grid: Grid) => Draft) => {
    const ballot = state.ballot.value;
    const paper = state.paper.value;
    if (ballot?.state !== 'marking' || paper === null) return;
    const elsewhere = castElsewhere(reread(), ballot);
    if (elsewhere !== null) adopt(elsewhere);
    else keep({ ...ballot, marks: next(ballot.marks, gridOf(paper)) });
  };
  return {
    mark: (presenter, item, mark) =>
      batch(() => {
        change((marks, grid) => withMark(marks, grid, presenter, item, mark));
        state.replaced.value = null;
      }),
    markPresenter: (presenter, mark) =>
      batch(() => {
        const before = state.ballot.value;
        change((marks, grid) => withPresenterMark(marks, grid, presenter, mark));
        state.replaced.value = before?.state === 'marking' ? before.marks : null;
      }),
    bringBack: () =>
      batch(() => {
        const { replaced } = state;
        change((marks) => replaced.value ?? marks);
        replaced.value = null;
      }),
    goTo: (presenter) =>
      batch(() => {
        state.place.value = { at: 'presenter', presenter };
        state.replaced.value = null;
      }),
    goToReview: () =>
      batch(() => {
        state.place.value = { at: 'review' };
        state.replaced.value = null;
      }),
  };
}
