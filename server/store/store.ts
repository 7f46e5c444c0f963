import type { Marks } from '../../shared/ballot.ts';
import type { Commitment, InnerHash, MeetingId, Receipt } from '../../shared/identifiers.ts';
import type { Meeting, TicketCounts } from '../../shared/meeting.ts';
import type { ScreenLink, TicketBatch } from '../../shared/protocol/http.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import type { Tally, TallyFigures } from '../../shared/tally.ts';

/**
 * The port between the voting acts and whatever keeps their outcome. Both adapters pass the suite
 * in tests/contract.
 *
 * Every promise that resolves after a write means: durable, it survives kill -9 and power loss.
 * A write that cannot be made durable rejects with `StorageUnavailable` and has changed nothing;
 * one whose answer was lost on the way rejects with `OutcomeUnknown` and may have taken place.
 * Several processes may use one store at once, where its adapter allows it.
 * Nothing here reads a clock: times are handed in. Nothing here decides what a phase allows except
 * where a decision and a write must be one act (`cast`, `mintTickets`, `voidTickets`).
 */
export interface Store {
  /** Rejects when the id exists. */
  createMeeting(meeting: Meeting, entry: LogEntry): Promise<void>;
  /** Newest first. */
  listMeetings(): Promise<readonly Meeting[]>;
  /** Everything about a meeting at one moment, tally and tickets agreeing; null when unknown. */
  readMeeting(id: MeetingId): Promise<MeetingState | null>;
  /**
   * Replaces the meeting's record, writes the log entry and does what `box` says, as one act. Where
   * the entry has a figure `returned`, the store fills it in with the ballots that were in the box
   * before: casts may come between reading a meeting and changing it.
   * `conflict`, with nothing changed, unless the stored record is `before` and its version is
   * `next.version - 1`: so of two changes made from the same record one wins, and repeating a change is
   * a conflict. A version alone may come again with another content, where the meeting was deleted and
   * imported since, or older data were put back.
   */
  changeMeeting(change: MeetingChange): Promise<'changed' | 'conflict'>;
  /**
   * Removes the meeting and all that belongs to it, unless it is not as it was when that was decided,
   * tickets and all: then `conflict`, with nothing changed. `deleted` also where there is no such
   * meeting.
   */
  deleteMeeting(before: MeetingAsRead): Promise<'deleted' | 'conflict'>;

  /**
   * Adds tickets with one empty slot each as a new batch, numbered from 1, with the log entry.
   * `closed` when the meeting is closed by then. Not idempotent: it adds at each call.
   */
  mintTickets(
    id: MeetingId,
    tickets: readonly NewTicket[],
    entry: LogEntry,
  ): Promise<
    { readonly outcome: 'minted'; readonly batch: number } | { readonly outcome: 'closed' }
  >;
  findTicket(commitment: Commitment): Promise<Ticket | null>;
  /**
   * Voids those of the tickets that are fresh, in one act with the log entry, whose figure `voided`
   * the store fills in. Returns what each ticket was before, in the order given: only `fresh` ones
   * were voided. Repeating is harmless. A void ticket's slot stays, empty. No entry is written when
   * none was fresh.
   */
  voidTickets(
    id: MeetingId,
    which: { readonly commitments: readonly Commitment[] } | { readonly batch: number },
    entry: LogEntry,
  ): Promise<readonly TicketState[]>;

  /**
   * [CAST-1] One atomic act: phase, round and ticket checked, the ticket spent, the ballot dropped
   * into a random free slot of its group, the tally changed. Resolves once durable (CAST-2).
   * Concurrent casts may share a commit; a single one never waits for others.
   * [CAST-3] The same ticket with the same receipt is `accepted` again, in every phase of the same
   * round, and nothing changes. The marks must have been checked against the meeting's rule.
   */
  cast(cast: Cast): Promise<CastOutcome>;

  /**
   * Counts the box anew, slot by slot, beside the tally kept incrementally. The caller compares.
   * Rejects when the box itself is damaged.
   */
  recountBox(id: MeetingId): Promise<{ readonly counted: Tally; readonly kept: Tally }>;
  /**
   * [SECRET-2] Rewrites what is kept so that no journal, free page or order of records tells the
   * order of casting. Called after closing and after a wipe; repeating is harmless. What a crash
   * left undone of it is done when the store is opened. Where there is no room for it now, it
   * resolves all the same, stays due and is tried again: what went before it is durable already.
   */
  scrub(id: MeetingId): Promise<void>;
  /**
   * [SECRET-3] Remembers what a `batched` screen is shown next, if the meeting is still in that round
   * and `before` is still what it was shown last: else `superseded`, with nothing changed. Two that
   * step at once from the same picture could show two frames with one voter between them. Also
   * `superseded` where `shown` has more of anything than the tally: it was counted from data that are
   * gone (PHASE-7).
   */
  saveShown(
    id: MeetingId,
    round: number,
    before: Tally,
    shown: Tally,
  ): Promise<'saved' | 'superseded'>;

  /** [PHASE-5] Voided rounds, oldest first. */
  readVoidedRounds(id: MeetingId): Promise<readonly VoidedRound[]>;
  appendLog(id: MeetingId, entry: LogEntry): Promise<void>;
  /** The newest `most` entries, oldest of them first. */
  readLog(id: MeetingId, most: number): Promise<readonly LogEntry[]>;

  /** Links and sessions are known by the SHA-256 (hex) of their token; the token is never kept. */
  addScreenLink(id: MeetingId, link: ScreenLink, tokenHash: string, entry: LogEntry): Promise<void>;
  listScreenLinks(id: MeetingId): Promise<readonly ScreenLink[]>;
  findScreenLink(tokenHash: string): Promise<{ meeting: MeetingId; link: ScreenLink } | null>;
  /** False, with no entry written, when there is no such link or it is revoked already. */
  revokeScreenLink(id: MeetingId, linkId: string, at: number, entry: LogEntry): Promise<boolean>;
  /** What has ended by `now` may be forgotten with it: the list of sessions does not grow for ever. */
  addSession(tokenHash: string, expiresAt: number, now: number): Promise<void>;
  hasSession(tokenHash: string, now: number): Promise<boolean>;
  /** Repeating does nothing. */
  removeSession(tokenHash: string): Promise<void>;

  /** Writes and removes one small record: rejects while the store cannot take a vote. */
  probe(): Promise<void>;
  /** Whether an operator allowed a store that may lose acknowledged votes: every console says so. */
  readonly lossy: boolean;
  /**
   * Tells the other processes on this store, over and over, which pages this one serves; they forget
   * it after `PRESENCE_LASTS_MS` of silence. `own` is asked by a store of several processes alone.
   * Nothing of it is kept.
   */
  sharePresence(own: () => readonly Presence[]): void;
  /** What the other processes told of this meeting, added up. */
  presenceElsewhere(id: MeetingId): Omit<Presence, 'meeting'>;
  /** Called with the meeting's id after every durable change, by whichever process made it. */
  onChange(listener: (id: MeetingId, changed: Changed) => void): () => void;
  /**
   * Called after each durable commit of casts that this process made: how many casts it answered,
   * refused and repeated ones among them, and how long it took until it was durable. Casts of which
   * none put a ballot into the box need no commit. For figures of how the store runs: nothing is
   * told of which casts, meetings or groups.
   */
  onCommit(
    listener: (commit: { readonly casts: number; readonly seconds: number }) => void,
  ): () => void;
  /** Ends after everything under way is durable. Later calls reject. */
  close(): Promise<void>;

  /**
   * [ARCHIVE-1] All of a draft or a closed meeting, read at one moment, in an order that tells
   * nothing. `running` in the other phases. Rejects with `ArchiveUnfit` when the box is damaged or
   * does not count to its tally. Changes nothing.
   */
  exportMeeting(id: MeetingId): Promise<MeetingArchive | 'unknown' | 'running'>;
  /**
   * [ARCHIVE-1] Makes a meeting of it, as one act; its revision goes on from the archive's. `exists`
   * when there is a meeting of this id, so that repeating is harmless. Rejects with `ArchiveUnfit`,
   * with nothing changed, when `requireWhole` does, and when a ticket or a link of it belongs to
   * another meeting.
   */
  importMeeting(archive: MeetingArchive): Promise<'imported' | 'exists'>;
}

/**
 * `figures`: nothing that a phone is told of, for certain; such as ballots, new tickets and the log.
 * `news`: anything else, such as phase, alarm and announced closing, the plan, a ticket that was voided,
 * or that there is such a meeting at all.
 */
export type Changed = 'news' | 'figures';

export const PRESENCE_LASTS_MS = 5000;

/** Pages of a meeting that are connected to one process. */
export interface Presence {
  readonly meeting: MeetingId;
  readonly phones: number;
  readonly screens: number;
}

/**
 * One-time sign-in links, by the SHA-256 (hex) of their token. Beside the store, since the command
 * that makes one is another process than the server, and an embedded store has room for one alone.
 */
export interface SignInTokens {
  /** `expiresAt` in ms since the epoch. */
  add(tokenHash: string, expiresAt: number): Promise<void>;
  /** Uses it up, and tells until when it counted: of any number of claims at once one is not null. */
  claim(tokenHash: string): Promise<number | null>;
}

export interface MeetingState {
  readonly meeting: Meeting;
  /** Grows with every durable change of the meeting, casts included; never falls. */
  readonly revision: number;
  /** By group of the rule. */
  readonly tickets: readonly TicketCounts[];
  readonly batches: readonly TicketBatch[];
  /** Of the box as it is, in the shape that it was given at opening; empty before. */
  readonly tally: Tally;
  /** What was last saved by `saveShown` in this round; empty before. */
  readonly shown: Tally;
}

/** What an act on a meeting is decided on. */
export type MeetingAsRead = Pick<MeetingState, 'meeting' | 'revision'>;

export interface MeetingChange {
  /** The record that the change was decided on. */
  readonly before: Meeting;
  readonly next: Meeting;
  readonly entry: LogEntry;
  /**
   * `keep` leaves tickets and box alone. `prepare`, at opening, gives every slot the size of the
   * meeting's ballots and empties the tally; it rejects if a ballot is in the box. `empty`, for a
   * new round, does the same to a box with ballots and makes every spent ticket fresh again.
   */
  readonly box: 'keep' | 'prepare' | 'empty';
  /** Makes it a `conflict` if anything of the meeting has changed since, its tickets included. */
  readonly revision?: number;
  /** Kept for ever, when a round is voided. */
  readonly voided?: VoidedRound;
}

export type TicketState = 'fresh' | 'spent' | 'voided';

export interface NewTicket {
  readonly commitment: Commitment;
  readonly group: number;
}

export interface Ticket {
  readonly meeting: MeetingId;
  readonly group: number;
  readonly state: TicketState;
}

export interface Cast {
  readonly meeting: MeetingId;
  readonly round: number;
  readonly commitment: Commitment;
  /** Kept with the spent ticket: proof that its paper was here (TICKET-3). */
  readonly inner: InnerHash;
  /** Made from ticket and key, so that the same pair always has the same one. */
  readonly receipt: Receipt;
  readonly marks: Marks;
}

/** Checked in this order; the first that applies is the answer. */
export type CastOutcome =
  | { readonly outcome: 'ticket_unknown' }
  | { readonly outcome: 'wrong_meeting' }
  | { readonly outcome: 'wrong_round' }
  | { readonly outcome: 'ticket_voided' }
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'ticket_used' }
  | { readonly outcome: 'meeting_halted' }
  | { readonly outcome: 'voting_not_open' }
  | { readonly outcome: 'voting_paused' }
  | { readonly outcome: 'voting_closed' };

/** [PHASE-5] What stays of a round that was voided: figures, never ballots. */
export interface VoidedRound {
  readonly round: number;
  readonly voidedAt: number;
  readonly reason: string;
  /** As it was before voiding, with the rule and presenters of that round. */
  readonly meeting: Meeting;
  readonly tickets: readonly TicketCounts[];
  readonly tally: TallyFigures;
}

/**
 * [ARCHIVE-1] A draft or a closed meeting as a plain value, the same whichever adapter kept it. What
 * a screen was shown last is not in it: in both phases that is the tally itself (SECRET-2).
 */
export interface MeetingArchive {
  readonly meeting: Meeting;
  readonly revision: number;
  /** Oldest first, as are rounds and links. */
  readonly log: readonly LogEntry[];
  readonly voidedRounds: readonly VoidedRound[];
  readonly links: readonly (ScreenLink & { readonly tokenHash: string })[];
  /** Numbered from 1. */
  readonly batches: readonly Pick<TicketBatch, 'batch' | 'mintedAt'>[];
  /** In the order of their commitments, which is no order of anything else. */
  readonly tickets: readonly ArchivedTicket[];
  readonly box: readonly ArchivedBox[];
  readonly tally: TallyFigures;
}

export type ArchivedTicket = NewTicket & { readonly batch: number } & (
    | { readonly state: 'fresh' | 'voided' }
    | { readonly state: 'spent'; readonly inner: InnerHash; readonly receipt: Receipt }
  );

/** What lies in the box of one group. */
export interface ArchivedBox {
  /** [SECRET-2] In the order of their own bytes: there must never be another one. */
  readonly ballots: readonly Marks[];
  /** Slots without a ballot. */
  readonly empty: number;
}

/** The meeting cannot be exported, or the archive not imported; nothing was changed. */
export class ArchiveUnfit extends Error {
  readonly reason: 'inconsistent' | 'box_mismatch' | 'belongs_elsewhere';

  constructor(message: string, why: { reason: ArchiveUnfit['reason']; cause?: unknown }) {
    super(message, { cause: why.cause });
    this.name = 'ArchiveUnfit';
    this.reason = why.reason;
  }
}

/** The store cannot write at present (full or broken disk, lost server); nothing was changed. */
export class StorageUnavailable extends Error {
  /** The store's own name for it, e.g. `SQLITE_FULL`: for the operator's eyes. */
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(`storage unavailable: ${code}`, { cause });
    this.name = 'StorageUnavailable';
    this.code = code;
  }
}

/**
 * The connection to the store broke, or nothing was heard, after a write had been sent: it may have
 * taken place, now or a little later. Whoever asks again must do so in a way that is harmless.
 */
export class OutcomeUnknown extends Error {
  /** As in `StorageUnavailable`. */
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(`outcome unknown: ${code}`, { cause });
    this.name = 'OutcomeUnknown';
    this.code = code;
  }
}

/** Whether the machine is at fault, the store's or the way to it, and not the program. */
export function isOutage(error: unknown): error is StorageUnavailable | OutcomeUnknown {
  return error instanceof StorageUnavailable || error instanceof OutcomeUnknown;
}

/** The store cannot be used at all; `message` says in Chinese what to do. Thrown when opening one. */
export class StoreUnusable extends Error {
  readonly reason: 'in_use' | 'newer_version' | 'damaged' | 'unreachable' | 'not_durable';

  constructor(reason: StoreUnusable['reason'], message: string) {
    super(message);
    this.name = 'StoreUnusable';
    this.reason = reason;
  }
}
