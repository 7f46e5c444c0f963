import type { DatabaseSync } from 'node:sqlite';
import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting } from '../../../shared/meeting.ts';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import type { Tally } from '../../../shared/tally.ts';
import type {
  Cast,
  CastOutcome,
  Changed,
  MeetingArchive,
  MeetingAsRead,
  MeetingChange,
  MeetingState,
  NewTicket,
  Store,
  Ticket,
  TicketState,
  VoidedRound,
} from '../store.ts';
import { Casting } from './casting.ts';
import { damaged, openDatabase } from './database.ts';
import { exportMeeting } from './export-meeting.ts';
import { importMeeting } from './import-meeting.ts';
import { stateOf } from './kept-meeting.ts';
import { DamagedRecord } from './load-meeting.ts';
import { readEntries, writeEntry } from './meeting-log.ts';
import {
  changeMeeting,
  createMeeting,
  deleteMeeting,
  listMeetings,
  recountBox,
  saveShown,
} from './meetings.ts';
import { run } from './rows.ts';
import { findLink, insertLink, readLinks, revokeLink } from './screen-links.ts';
import { Scrubbing } from './scrubbing.ts';
import { addSession, hasSession, removeSession } from './sessions.ts';
import { Shelf } from './shelf.ts';
import { findTicket, type MintOutcome, mintTickets, voidTickets } from './tickets.ts';
import { readVoidedRounds } from './voided-rounds.ts';

/**
 * The embedded store: one SQLite file, held by this process alone. Throws `StoreUnusable` when the
 * file is in use, newer or damaged, and `StorageUnavailable` when it cannot be reached.
 */
export function openSqliteStore(options: { readonly file: string }): Store {
  const database = openDatabase(options.file);
  try {
    return new SqliteStore(new Shelf(database));
  } catch (error) {
    database.close();
    throw error instanceof DamagedRecord ? damaged(options.file, error) : error;
  }
}

/** SQLite works synchronously: every act below is over, and durable, when its promise is made. */
class SqliteStore implements Store {
  readonly #shelf: Shelf;
  readonly #casting: Casting;
  readonly #scrubbing: Scrubbing;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#casting = new Casting(shelf);
    this.#scrubbing = new Scrubbing(shelf);
    this.#scrubbing.scrubWhatIsDue();
  }

  async createMeeting(meeting: Meeting, entry: LogEntry): Promise<void> {
    createMeeting(this.#settled(), meeting, entry);
  }

  async listMeetings(): Promise<readonly Meeting[]> {
    return listMeetings(this.#shelf);
  }

  async readMeeting(id: MeetingId): Promise<MeetingState | null> {
    const kept = this.#shelf.find(id);
    return kept === undefined ? null : stateOf(kept);
  }

  async changeMeeting(change: MeetingChange): Promise<'changed' | 'conflict'> {
    return changeMeeting(this.#settled(), change);
  }

  async deleteMeeting(before: MeetingAsRead): Promise<'deleted' | 'conflict'> {
    const outcome = deleteMeeting(this.#settled(), before);
    this.#scrubbing.scrubWhatIsDue();
    return outcome;
  }

  async mintTickets(
    id: MeetingId,
    tickets: readonly NewTicket[],
    entry: LogEntry,
  ): Promise<MintOutcome> {
    return mintTickets(this.#settled(), id, tickets, entry);
  }

  async findTicket(commitment: Commitment): Promise<Ticket | null> {
    return this.#shelf.read((database) => findTicket(database, commitment));
  }

  async voidTickets(
    id: MeetingId,
    which: { readonly commitments: readonly Commitment[] } | { readonly batch: number },
    entry: LogEntry,
  ): Promise<readonly TicketState[]> {
    return voidTickets(this.#settled(), id, which, entry);
  }

  async cast(cast: Cast): Promise<CastOutcome> {
    return this.#casting.cast(cast);
  }

  async recountBox(id: MeetingId): Promise<{ readonly counted: Tally; readonly kept: Tally }> {
    return recountBox(this.#settled(), id);
  }

  async scrub(id: MeetingId): Promise<void> {
    this.#settled();
    await this.#scrubbing.scrub(id);
  }

  async saveShown(
    id: MeetingId,
    round: number,
    before: Tally,
    shown: Tally,
  ): Promise<'saved' | 'superseded'> {
    return saveShown(this.#settled(), id, round, before, shown);
  }

  async readVoidedRounds(id: MeetingId): Promise<readonly VoidedRound[]> {
    return this.#readOf(id, (database, key) => readVoidedRounds(database, key));
  }

  async appendLog(id: MeetingId, entry: LogEntry): Promise<void> {
    this.#changeWithEntry(id, entry, () => undefined);
  }

  async readLog(id: MeetingId, most: number): Promise<readonly LogEntry[]> {
    return this.#readOf(id, (database, key) => readEntries(database, key, most));
  }

  async addScreenLink(
    id: MeetingId,
    link: ScreenLink,
    tokenHash: string,
    entry: LogEntry,
  ): Promise<void> {
    this.#changeWithEntry(id, entry, (database, key) => insertLink(database, key, link, tokenHash));
  }

  async listScreenLinks(id: MeetingId): Promise<readonly ScreenLink[]> {
    return this.#readOf(id, (database, key) => readLinks(database, key));
  }

  async findScreenLink(
    tokenHash: string,
  ): Promise<{ meeting: MeetingId; link: ScreenLink } | null> {
    return this.#shelf.read((database) => findLink(database, tokenHash));
  }

  async revokeScreenLink(
    id: MeetingId,
    linkId: string,
    at: number,
    entry: LogEntry,
  ): Promise<boolean> {
    const links = await this.listScreenLinks(id);
    if (!links.some((link) => link.id === linkId && link.revokedAt === null)) return false;
    this.#changeWithEntry(id, entry, (database, key) => revokeLink(database, key, linkId, at));
    return true;
  }

  async addSession(tokenHash: string, expiresAt: number, now: number): Promise<void> {
    this.#write((database) => addSession(database, tokenHash, expiresAt, now));
  }

  async hasSession(tokenHash: string, now: number): Promise<boolean> {
    return this.#shelf.read((database) => hasSession(database, tokenHash, now));
  }

  async removeSession(tokenHash: string): Promise<void> {
    this.#write((database) => removeSession(database, tokenHash));
  }

  async probe(): Promise<void> {
    this.#write((database) => run(database, 'INSERT OR REPLACE INTO probe (probe) VALUES (1)'));
    this.#write((database) => run(database, 'DELETE FROM probe'));
  }

  get lossy(): boolean {
    return false;
  }

  /** One process holds the file: there is nobody to tell, and nobody else to ask. */
  sharePresence(): void {}

  presenceElsewhere(): { phones: number; screens: number } {
    return { phones: 0, screens: 0 };
  }

  onChange(listener: (id: MeetingId, changed: Changed) => void): () => void {
    return this.#shelf.listen(listener);
  }

  onCommit(listener: Parameters<Store['onCommit']>[0]): () => void {
    return this.#casting.listen(listener);
  }

  async close(): Promise<void> {
    this.#casting.stop();
    this.#scrubbing.stop();
    this.#shelf.close();
  }

  async exportMeeting(id: MeetingId): Promise<MeetingArchive | 'unknown' | 'running'> {
    return exportMeeting(this.#settled(), id);
  }

  async importMeeting(archive: MeetingArchive): Promise<'imported' | 'exists'> {
    return importMeeting(this.#settled(), archive);
  }

  /** With everything written that came before. */
  #settled(): Shelf {
    this.#casting.flush();
    return this.#shelf;
  }

  #write(act: (database: DatabaseSync) => void): void {
    const shelf = this.#settled();
    shelf.transact(() => act(shelf.database));
  }

  #changeWithEntry(
    id: MeetingId,
    entry: LogEntry,
    act: (database: DatabaseSync, meeting: number) => void,
  ): void {
    const shelf = this.#settled();
    shelf.change(id, (kept) => {
      act(shelf.database, kept.key);
      writeEntry(shelf.database, kept.key, entry);
      return { answer: undefined, kept };
    });
  }

  /** Nothing belongs to a meeting that is not there. */
  #readOf<Row>(
    id: MeetingId,
    act: (database: DatabaseSync, meeting: number) => readonly Row[],
  ): readonly Row[] {
    const kept = this.#shelf.find(id);
    return kept === undefined ? [] : this.#shelf.read((database) => act(database, kept.key));
  }
}
