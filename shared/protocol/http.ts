import type { TicketSecret } from '../identifiers.ts';
import type {
  Meeting,
  MeetingPapers,
  MeetingPlan,
  Phase,
  Presenter,
  TicketCounts,
} from '../meeting.ts';
import type { Refusal } from '../result.ts';

/**
 * The console's HTTP interface, below `/api`; docs/protocol.md lists the routes. Every answer is
 * either the shape named here or a `Refusal` with a 4xx or 5xx status.
 */

/** Carries the highest revision of the meeting that the console was told; for acts on it (PHASE-7). */
export const SEEN_REVISION_HEADER = 'pingyi-seen-revision';

/** POST /api/session, one of the two. */
export type SignInRequest = { readonly token: string } | { readonly password: string };

/** GET /api/session */
export interface SessionAnswer {
  readonly signedIn: boolean;
  /** Whether a password can be used at all (ORGANIZER_PASSWORD is set). */
  readonly passwordEnabled: boolean;
}

/** GET /api/meetings, one entry each, newest first. */
export interface MeetingSummary {
  readonly id: string;
  readonly title: string;
  readonly phase: Meeting['phase'];
  readonly alarm: Meeting['alarm'];
  readonly rehearsal: boolean;
  /** A meeting with any cannot be deleted, though it is a draft again. */
  readonly voidedRounds: number;
  readonly presenters: number;
  readonly createdAt: number;
}

/** GET /api/meetings/:meeting; also the answer of every act on a meeting. */
export interface MeetingDetail {
  readonly meeting: Meeting;
  /** Of this moment; never falls (PHASE-7). */
  readonly revision: number;
  readonly tickets: readonly TicketCounts[];
  readonly batches: readonly TicketBatch[];
  readonly links: readonly ScreenLink[];
}

/** One printing of tickets. */
export interface TicketBatch {
  /** From 1 within the meeting. */
  readonly batch: number;
  readonly mintedAt: number;
  /** By group. */
  readonly tickets: readonly TicketCounts[];
}

/** POST /api/meetings/:meeting/tickets: how many to mint, by group. */
export interface MintRequest {
  readonly counts: readonly number[];
}

/** The only time secrets leave the server (TICKET-3): print them now or void the batch. */
export interface MintAnswer {
  readonly batch: number;
  readonly tickets: readonly { readonly group: number; readonly secret: TicketSecret }[];
}

/** POST /api/meetings/:meeting/tickets/void */
export type VoidTicketsRequest = { readonly codes: readonly string[] } | { readonly batch: number };

export interface VoidTicketsAnswer {
  readonly voided: number;
  /** Codes that were not voided, and why, in the order given. */
  readonly refused: readonly { readonly code: string; readonly refusal: Refusal }[];
}

/** POST /api/meetings/:meeting/commands */
export type CommandRequest =
  | PhaseRequest
  /** `shown` as the question said it; `conflict` when it is so no longer (PHASE-7). */
  | {
      readonly command: 'acceptOlderData';
      readonly shown: OlderData;
      readonly confirmed: true;
    };

/** See `PhaseCommand`, with times as durations. */
export type PhaseRequest =
  | { readonly command: 'open' | 'pause' | 'resume' | 'cancelClosing' | 'startRehearsal' }
  /** `countdownSeconds` 0 closes at once. `confirmed` must be true: closing cannot be undone. */
  | { readonly command: 'close'; readonly countdownSeconds: number; readonly confirmed: true }
  /** `revealed` as it was seen; `conflict` when another console has revealed meanwhile. */
  | { readonly command: 'reveal'; readonly how: 'next' | 'all'; readonly revealed: number }
  | { readonly command: 'endRehearsal'; readonly confirmed: true }
  | { readonly command: 'voidRound'; readonly reason: string; readonly confirmed: true };

/**
 * [PHASE-7] What stands before whoever decides whether to go on with older data: the revision that
 * there is beside the highest one that was seen, and what the data hold.
 */
export interface OlderData {
  readonly revision: number;
  readonly seenRevision: number;
  readonly phase: Phase;
  readonly issued: number;
  readonly returned: number;
}

/** PUT /api/meetings/:meeting/plan: replaces it whole, if `version` is still the meeting's. */
export interface PlanRequest {
  readonly version: number;
  readonly plan: MeetingPlan;
}

/** PUT /api/meetings/:meeting/papers: allowed in every phase. */
export interface PapersRequest {
  readonly version: number;
  readonly papers: MeetingPapers;
}

/** POST /api/meetings */
export interface NewMeetingRequest {
  readonly plan: MeetingPlan;
}

/** POST /api/presenters with a pasted list; a file comes as multipart `file` instead. */
export interface PastedPresenters {
  readonly text: string;
}

/** POST /api/presenters: what was read, for people to look over; nothing is stored. */
export interface PresenterImport {
  readonly presenters: readonly Presenter[];
  /** By row of the source, from 1; nothing is taken over while there are any. */
  readonly errors: readonly { readonly row: number; readonly message: string }[];
}

/** A read-only entrance for a projection or for the host. */
export interface ScreenLink {
  readonly id: string;
  readonly kind: 'screen' | 'host';
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** POST /api/meetings/:meeting/links; DELETE /api/meetings/:meeting/links/:link revokes one. */
export interface NewScreenLinkRequest {
  readonly kind: ScreenLink['kind'];
}

/** POST /api/meetings/:meeting/links: the only time the token is told. */
export interface ScreenLinkAnswer {
  readonly link: ScreenLink;
  readonly token: string;
}

/** GET /api/addresses: where phones may find this server, best first. */
export interface AddressesAnswer {
  readonly addresses: readonly PhoneAddress[];
}

export interface PhoneAddress {
  /** Origin without a trailing slash: `http://192.168.1.20:3000`. */
  readonly url: string;
  /** Why phones may fail to reach it; empty when there is nothing to warn of. */
  readonly warnings: readonly ('localhost' | 'plain_http' | 'configured_but_not_here')[];
}
