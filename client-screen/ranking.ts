import type { ScreenPresenter, ScreenSnapshot } from '../shared/protocol/screen.ts';

/** One line of a board. `number` is the place in the ballot, from 1. */
export type BoardLine =
  | {
      readonly line: 'presenter';
      readonly key: string;
      readonly number: number;
      readonly presenter: ScreenPresenter;
    }
  /** A place whose presenter is not revealed yet. */
  | { readonly line: 'covered'; readonly key: string };

/** [SCREEN-2] In the order of the ballot, each always in the same place. */
export function ballotLines(snapshot: ScreenSnapshot): readonly BoardLine[] {
  return snapshot.presenters.map((presenter, index) => ({
    line: 'presenter',
    key: `presenter-${index}`,
    number: index + 1,
    presenter,
  }));
}

/**
 * After closing: by rank, equal ranks in the order of the ballot, those without a rank last. What
 * is not revealed yet is covered, and lies above, since results are revealed from the last rank.
 */
export function rankedLines(snapshot: ScreenSnapshot): readonly BoardLine[] {
  const known = snapshot.presenters
    .map((presenter, index) => ({ presenter, number: index + 1 }))
    .filter(({ presenter }) => presenter.result !== null)
    .sort((one, other) => placeOf(one.presenter) - placeOf(other.presenter));
  const covered = snapshot.presenters.length - known.length;
  return [
    ...Array.from(
      { length: covered },
      (_, place): BoardLine => ({
        line: 'covered',
        key: `covered-${place}`,
      }),
    ),
    ...known.map(
      ({ presenter, number }): BoardLine => ({
        line: 'presenter',
        key: `presenter-${number - 1}`,
        number,
        presenter,
      }),
    ),
  ];
}

// A plain number, not infinity: the difference of two infinities is no order.
function placeOf(presenter: ScreenPresenter): number {
  return presenter.result?.rank ?? Number.MAX_SAFE_INTEGER;
}
