import { describe, expect, it } from 'vitest';
import { AUTO_PAGE_MS } from '../../../client-screen/paging.ts';
import { createScreenState } from '../../../client-screen/state.ts';
import { snapshotWith } from './snapshots.ts';

const PRESENTERS = Array.from({ length: 20 }, (_, index) => ({
  name: `述职人${index + 1}`,
  unit: '',
  post: '',
}));

/** A state with clocks that the test turns. */
function screenAt() {
  const clock = { steady: 0, wall: 1_000_000 };
  const state = createScreenState(
    { steadyNow: () => clock.steady, wallNow: () => clock.wall },
    { highest: () => 0, remember: () => undefined },
  );
  const pass = (ms: number) => {
    clock.steady += ms;
    clock.wall += ms;
    state.timePassed();
  };
  return { state, pass };
}

function closedWith(revealed: number) {
  return snapshotWith({
    plan: { presenters: PRESENTERS },
    meeting: { phase: 'closed', revealed },
    revision: 10 + revealed,
  });
}

describe('the state of a screen', () => {
  it('[SCREEN-3] says until when its figures are true', () => {
    const { state, pass } = screenAt();
    state.snapshotCame(snapshotWith());
    pass(1000);
    state.beatCame();
    pass(2600);
    expect(state.stale.value).toBe('silent');
    expect(state.trueUntil()).toBe(1_001_000);
    state.beatCame();
    expect(state.stale.value).toBeNull();
  });

  it('turns its pages in time', () => {
    const { state, pass } = screenAt();
    state.snapshotCame(
      snapshotWith({ plan: { presenters: PRESENTERS }, meeting: { phase: 'open' } }),
    );
    expect(state.board.value).toMatchObject({ page: 0, pages: 3 });
    pass(AUTO_PAGE_MS);
    expect(state.board.value?.page).toBe(1);
  });

  it('stays with the newest result while the host reveals one by one', () => {
    const { state, pass } = screenAt();
    state.snapshotCame(closedWith(1));
    expect(state.board.value?.page).toBe(2);
    pass(10 * AUTO_PAGE_MS);
    expect(state.board.value?.page).toBe(2);
    state.snapshotCame(closedWith(7));
    expect(state.board.value?.page).toBe(1);
    state.snapshotCame(closedWith(20));
    expect(state.board.value?.page).toBe(0);
    pass(AUTO_PAGE_MS);
    expect(state.board.value?.page).toBe(1);
  });

  it('counts down through the beats and forgets the countdown with the next snapshot', () => {
    const { state, pass } = screenAt();
    state.snapshotCame(snapshotWith({ meeting: { phase: 'open', closingAt: 10_000 } }));
    pass(2000);
    state.beatCame();
    pass(1000);
    expect(state.closing.value).toBe(7);
    state.snapshotCame(snapshotWith({ meeting: { phase: 'open' }, revision: 2 }));
    expect(state.closing.value).toBeNull();
  });
});
