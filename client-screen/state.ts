import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ScreenSnapshot } from '../shared/protocol/screen.ts';
import { type BoardLayout, boardLayout } from './board-layout.ts';
import {
  currentPage,
  openPage,
  type PageTurn,
  type Paging,
  pagesOf,
  turnInTime,
  turnPage,
} from './paging.ts';
import { type BoardLine, ballotLines, rankedLines } from './ranking.ts';
import {
  closingSeconds,
  figuresAgeMs,
  type Reception,
  receiveBeat,
  receiveRefusal,
  receiveSnapshot,
  type Staleness,
  staleness,
} from './reception.ts';
import { sceneOf } from './scene.ts';
import type { SeenRevisions } from './seen-revisions.ts';

export type Overlay = 'none' | 'address' | 'help';

/** A board as it is to be drawn: one page of its lines, and where everything goes. */
export interface BoardPage {
  readonly layout: BoardLayout;
  readonly lines: readonly BoardLine[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** All that the views read, and the acts that change it. */
export interface ScreenState {
  readonly reception: ReadonlySignal<Reception>;
  readonly emblem: ReadonlySignal<string | null>;
  readonly address: ReadonlySignal<string | null>;
  readonly overlay: ReadonlySignal<Overlay>;
  /** Null while the figures are the present. */
  readonly stale: ReadonlySignal<Staleness | null>;
  readonly closing: ReadonlySignal<number | null>;
  readonly board: ReadonlySignal<BoardPage | null>;
  /** The time of day up to which the figures are true, in ms since the epoch. */
  trueUntil(): number;
  snapshotCame(snapshot: ScreenSnapshot): void;
  beatCame(): void;
  emblemCame(emblem: string | null): void;
  addressCame(address: string): void;
  refusalCame(code: string): void;
  /** To be called several times a second: staleness, the countdown and the pages live by it. */
  timePassed(): void;
  turn(turn: PageTurn): void;
  show(overlay: Overlay): void;
}

/** Two clocks: one never jumps, the other tells the time of day (ms since the epoch). */
export interface Clocks {
  readonly steadyNow: () => number;
  readonly wallNow: () => number;
}

export function createScreenState(
  { steadyNow, wallNow }: Clocks,
  seen: SeenRevisions,
): ScreenState {
  const now = signal(steadyNow());
  const reception: Signal<Reception> = signal({ state: 'connecting', since: now.value });
  const emblem = signal<string | null>(null);
  const address = signal<string | null>(null);
  const overlay = signal<Overlay>('none');
  const paging = signal<Paging>({ page: 0, since: now.value, byHand: false });
  const pageSet = computed(() => pageSetOf(reception.value));

  return {
    reception,
    emblem,
    address,
    overlay,
    stale: computed(() => staleness(reception.value, now.value)),
    closing: computed(() => closingSeconds(reception.value, now.value)),
    board: computed(() => boardPage(pageSet.value, paging.value)),
    trueUntil: () => wallNow() - figuresAgeMs(reception.value, steadyNow()),
    snapshotCame(snapshot) {
      batch(() => {
        const before = revealedOf(reception.value);
        now.value = steadyNow();
        const remembered = seen.highest(snapshot.meeting);
        reception.value = receiveSnapshot(reception.value, snapshot, now.value, remembered);
        if (snapshot.revision > remembered) seen.remember(snapshot.meeting, snapshot.revision);
        if (before !== revealedOf(reception.value))
          paging.value = openPage(paging.value, newestPage(pageSet.value), now.value);
      });
    },
    beatCame() {
      batch(() => {
        now.value = steadyNow();
        reception.value = receiveBeat(reception.value, now.value);
      });
    },
    emblemCame(image) {
      emblem.value = image;
    },
    addressCame(url) {
      address.value = url;
    },
    refusalCame(code) {
      reception.value = receiveRefusal(reception.value, code);
    },
    timePassed() {
      batch(() => {
        now.value = steadyNow();
        if (!revealing(reception.value))
          paging.value = turnInTime(paging.value, pageSet.value?.pages.length ?? 1, now.value);
      });
    },
    turn(direction) {
      paging.value = turnPage(
        paging.value,
        direction,
        pageSet.value?.pages.length ?? 1,
        steadyNow(),
      );
    },
    show(which) {
      overlay.value = which;
    },
  };
}

interface PageSet {
  readonly layout: BoardLayout;
  readonly pages: readonly (readonly BoardLine[])[];
}

function pageSetOf(reception: Reception): PageSet | null {
  if (reception.state !== 'receiving') return null;
  const { snapshot } = reception;
  const scene = sceneOf(snapshot);
  if (scene !== 'voting' && scene !== 'result') return null;
  const layout = boardLayout(snapshot);
  const lines = scene === 'result' ? rankedLines(snapshot) : ballotLines(snapshot);
  return { layout, pages: pagesOf(lines, layout.rowsPerPage) };
}

function boardPage(set: PageSet | null, paging: Paging): BoardPage | null {
  if (set === null) return null;
  const page = currentPage(paging, set.pages.length);
  return { layout: set.layout, lines: set.pages[page] ?? [], page, pages: set.pages.length };
}

function revealedOf(reception: Reception): number {
  return reception.state === 'receiving' ? reception.snapshot.revealed : 0;
}

/** Some results are out and some are not: the page must not wander off while the host speaks. */
function revealing(reception: Reception): boolean {
  if (reception.state !== 'receiving' || sceneOf(reception.snapshot) !== 'result') return false;
  return reception.snapshot.revealed < reception.snapshot.presenters.length;
}

/** The page on which the result revealed last stands: the first one that is not covered. */
function newestPage(set: PageSet | null): number {
  const page = set?.pages.findIndex((lines) => lines.some(({ line }) => line === 'presenter'));
  return Math.max(0, page ?? 0);
}
