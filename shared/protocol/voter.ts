import type { Marks } from '../ballot.ts';
import type { CastKey, MeetingId, Receipt } from '../identifiers.ts';
import type { Phase, Presenter } from '../meeting.ts';
import type { Refusal } from '../result.ts';
import type { BlankPolicy } from '../rule.ts';

/** Socket.IO namespace of the phones. */
export const VOTER_NAMESPACE = '/voter';

/**
 * What a phone hands over in `auth`, never in a URL. A refusal comes back as `connect_error` whose
 * `data` is a `Refusal`.
 */
export interface VoterAuth {
  readonly protocol: number;
  /** 16 Crockford characters, normalised (`readTicketCode`). */
  readonly ticket: string;
}

/** The empty ballot: all that a phone needs to draw it. Sent on connection and when it changes. */
export interface VoterPaper {
  readonly meeting: MeetingId;
  readonly title: string;
  readonly unit: string;
  readonly presenters: readonly Presenter[];
  /** Labels of the items, in order; shares are not the voter's business. */
  readonly items: readonly string[];
  /** Labels of the grades, in order. */
  readonly grades: readonly string[];
  readonly blank: BlankPolicy;
}

/** Sent on connection and at every change; the latest one replaces all earlier ones. */
export interface VoterStatus {
  readonly phase: Phase;
  /** A larger round than before: the box was emptied, receipts and marks of before are void. */
  readonly round: number;
  readonly rehearsal: boolean;
  /** Until an announced closing; ms from the moment of sending, since phones' clocks differ. */
  readonly closingInMs: number | null;
  /** The store cannot take ballots at present; voting goes on by itself (bad disk, full disk). */
  readonly interrupted: boolean;
  /** The meeting was stopped by an alarm. */
  readonly halted: boolean;
}

/** The ticket that this connection holds. Sent on connection and when it is voided. */
export interface VoterTicket {
  readonly state: 'fresh' | 'spent' | 'voided';
  /** e.g. `A 票` and `领导`. */
  readonly groupMark: string;
  readonly groupLabel: string;
}

export interface CastRequest {
  readonly meeting: MeetingId;
  readonly round: number;
  /** 32 hex digits; made once per ballot and kept until the receipt (CAST-3). */
  readonly key: CastKey;
  readonly marks: Marks;
}

/**
 * `ok` only once the ballot is durable (CAST-2). The same ticket with the same key always gets the
 * same receipt. No answer means unknown: ask again with the same key.
 */
export type CastAnswer = { readonly ok: true; readonly receipt: Receipt } | Refusal;

export interface VoterServerEvents {
  paper: (paper: VoterPaper) => void;
  status: (status: VoterStatus) => void;
  ticket: (ticket: VoterTicket) => void;
}

export interface VoterClientEvents {
  cast: (request: CastRequest, answer: (answer: CastAnswer) => void) => void;
}
