import type { MeetingId } from '../identifiers.ts';
import type { Display, Phase, Presenter } from '../meeting.ts';
import type { Grade, Item, Rule } from '../rule.ts';

/** Socket.IO namespace of projections and the host's page: read-only, entered by a link's token. */
export const SCREEN_NAMESPACE = '/screen';
/** The server sends `beat` this often; a screen that hears nothing for 2.5 s says 数据暂停 (SCREEN-3). */
export const SCREEN_BEAT_MS = 1000;
export const SCREEN_STALE_MS = 2500;

export interface ScreenAuth {
  readonly protocol: number;
  /** From the fragment of the link (`/screen/#…`). */
  readonly token: string;
}

export interface ScreenGroup {
  readonly label: string;
  /** `A 票` */
  readonly mark: string;
  readonly weight: string;
  readonly issued: number;
  readonly returned: number;
  /** Ballots of this group that the figures below contain; less than `returned` in `batched`. */
  readonly shown: number;
}

/** Marks of one group for one presenter over all items: counts by grade, base `valid`. */
export interface Distribution {
  readonly counts: readonly number[];
  readonly blank: number;
  readonly valid: number;
  /** By grade, of `valid`, adding up to 100.0; null when nothing is valid (SCORE-6). */
  readonly percents: readonly string[] | null;
}

export interface ScreenResult {
  readonly groups: readonly Distribution[];
  readonly all: Distribution;
  /** 该类得分 by group, rounded for display; null without a valid mark on some item. */
  readonly groupScores: readonly (string | null)[];
  /** Weighted score; null when withheld. */
  readonly score: string | null;
  /** Only after closing (SCREEN-2). */
  readonly rank: number | null;
  /** Labels of groups without a valid mark on some item (RULE-5). */
  readonly missingGroups: readonly string[];
}

export interface ScreenPresenter extends Presenter {
  /** Null while the display or the host's reveal does not show it. */
  readonly result: ScreenResult | null;
}

/**
 * [SCREEN-1] All that a screen draws, of one moment. Snapshots replace each other; one with a
 * smaller `revision` than the last must be ignored.
 */
export interface ScreenSnapshot {
  readonly meeting: MeetingId;
  readonly revision: number;
  readonly title: string;
  readonly unit: string;
  readonly place: string;
  readonly heldOn: string;
  readonly phase: Phase;
  /** The official round that people count, from 1. */
  readonly roundShown: number;
  readonly rehearsal: boolean;
  readonly display: Display;
  /** Until an announced closing; ms from the moment of sending. */
  readonly closingInMs: number | null;
  readonly interrupted: boolean;
  readonly halted: boolean;
  readonly grades: readonly Grade[];
  readonly items: readonly Item[];
  readonly rule: Pick<Rule, 'blank' | 'emptyGroup' | 'decimals'>;
  readonly groups: readonly ScreenGroup[];
  /** In the order of the ballot, always. */
  readonly presenters: readonly ScreenPresenter[];
  /** How many results are public after closing, from the last rank upwards. */
  readonly revealed: number;
}

export interface ScreenServerEvents {
  snapshot: (snapshot: ScreenSnapshot) => void;
  /** Data URL or null; on connection and when it changes. */
  emblem: (emblem: string | null) => void;
  /** What to type or scan to vote, shown on Q: the address without any ticket. */
  address: (url: string) => void;
  beat: () => void;
}

/** A screen says nothing: a read-only link cannot write. */
export type ScreenClientEvents = Record<never, never>;
