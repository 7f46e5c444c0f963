import type { Meeting, TicketCounts } from '../meeting.ts';
import type { ScreenSnapshot } from './screen.ts';

/**
 * GET /api/meetings/:meeting/result: everything the 汇总表 says, ready to print. Scores are decimal
 * strings, already rounded where they are published; `exact` is the fraction behind one.
 */
export interface ResultTable {
  readonly meeting: Meeting;
  readonly revision: number;
  readonly tickets: readonly TicketCounts[];
  readonly closedAt: number | null;
  readonly groups: readonly ResultGroup[];
  readonly presenters: readonly ResultPresenter[];
  /** The rule in words, to be printed under the table. */
  readonly notes: readonly string[];
  readonly roundShown: ScreenSnapshot['roundShown'];
  /** [PHASE-5] Oldest first. */
  readonly voidedRounds: readonly ResultVoidedRound[];
}

/** What stays of a round that was voided. */
export interface ResultVoidedRound {
  /** The round that people count, from 1. */
  readonly round: number;
  readonly voidedAt: number;
  readonly reason: string;
  /** By group of the rule of that round. */
  readonly groups: readonly Pick<ResultGroup, 'label' | 'issued' | 'returned'>[];
}

export interface ResultGroup {
  readonly label: string;
  readonly mark: string;
  readonly weight: string;
  readonly expected: number | null;
  readonly present: number | null;
  readonly issued: number;
  readonly returned: number;
  /** Ballots with at least one grade, and those with none. */
  readonly valid: number;
  readonly blank: number;
}

export interface ResultPresenter {
  readonly name: string;
  readonly unit: string;
  readonly post: string;
  readonly items: readonly ResultItem[];
  readonly groupScores: readonly (string | null)[];
  readonly score: string | null;
  /** `87939/962`; null when withheld. */
  readonly exact: string | null;
  readonly rank: number | null;
  readonly missingGroups: readonly string[];
}

export interface ResultItem {
  readonly label: string;
  readonly share: string;
  readonly groups: readonly ResultCell[];
  readonly score: string | null;
}

export interface ResultCell {
  readonly counts: readonly number[];
  /** Of `valid`, adding up to 100.0 (SCORE-6). */
  readonly percents: readonly string[] | null;
  readonly valid: number;
  readonly blank: number;
  readonly score: string | null;
}
