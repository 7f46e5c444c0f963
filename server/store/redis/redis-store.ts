import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting } from '../../../shared/meeting.ts';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import type { Tally } from '../../../shared/tally.ts';
import { logEntrySchema, voidedRoundSchema } from '../records.ts';
import {
  type Cast,
  type CastOutcome,
  type Changed,
  type MeetingArchive,
  type MeetingAsRead,
  type MeetingChange,
  type MeetingState,
  type NewTicket,
  type Presence,
  type SignInTokens,
  type Store,
  StoreUnusable,
  type Ticket,
  type TicketState,
  type VoidedRound,
} from '../store.ts';
import { recountBox } from './box.ts';
import { Casting } from './casting.ts';
import { changeMeeting } from './change-meeting.ts';
import { RedisConnection } from './connection.ts';
import { deleteMeeting } from './deletion.ts';
import { addSession, hasSession, removeSession, signInTokensOf } from './entrances.ts';
import { exportMeeting } from './export-meeting.ts';
import { importMeeting } from './import-meeting.ts';
import { JournalCut } from './journal.ts';
import { keyOf, keysOf, PROBE_KEY, SCHEMA_KEY } from './keys.ts';
import type { RedisOptions } from './link.ts';
import { addScreenLink, findScreenLink, listScreenLinks, revokeScreenLink } from './links.ts';
import {
  createMeeting,
  type KnownRecords,
  listMeetings,
  meetingIds,
  readMeeting,
  saveShown,
} from './meetings.ts';
import { Notices } from './notices.ts';
import { Presences } from './presences.ts';
import { Scrubbing } from './scrubbing.ts';
import { findTicket, mintTickets, voidTickets } from './tickets.ts';

/** Grows when what is kept changes its form; a server must not touch what a later one has made. */
const SCHEMA = 1;

export interface RedisStoreOptions extends RedisOptions {
  /** How long votes may lie in the append-only file; a minute where nothing is said. */
  readonly journalMs?: number;
  /** For what happens by itself, so that nobody can be answered. */
  readonly report: (error: unknown) => void;
}

/** A store that one-time sign-in links can be kept in as well. */
export interface SharedStore extends Store {
  readonly signInTokens: SignInTokens;
}

/**
 * The store of several processes, on one Redis or a cluster. Rejects with `StoreUnusable` where it
 * cannot be reached, may lose votes, or was used by a later version.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<SharedStore> {
  const redis = await RedisConnection.open(options);
  const store = new RedisStore(redis, options);
  try {
    await requireSchema(redis);
    await store.start();
    return store;
  } catch (error) {
    // Not only what it is connected by: nothing of it may go on by itself.
    await store.close();
    throw error;
  }
}

/** One-time sign-in links alone, for a command that runs beside the servers. */
export async function withRedisSignInTokens<Answer>(
  options: RedisOptions,
  use: (tokens: SignInTokens) => Promise<Answer>,
): Promise<Answer> {
  const redis = await RedisConnection.open(options);
  try {
    return await use(signInTokensOf(redis));
  } finally {
    await redis.close();
  }
}

async function requireSchema(redis: RedisConnection): Promise<void> {
  await redis.write(SCHEMA_KEY, ['SET', SCHEMA_KEY, String(SCHEMA), 'NX']);
  const kept = Number(await redis.read(SCHEMA_KEY, ['GET', SCHEMA_KEY]));
  if (kept > SCHEMA)
    throw new StoreUnusable(
      'newer_version',
      'Redis 中的数据由更新版本的程序写入，本版本无法使用。请改用新版本的程序。',
    );
}

class RedisStore implements SharedStore {
  readonly signInTokens: SignInTokens;
  readonly #redis: RedisConnection;
  readonly #known: KnownRecords = new Map();
  readonly #casting: Casting;
  readonly #journal: JournalCut;
  readonly #notices: Notices;
  readonly #presences: Presences;
  readonly #scrubbing: Scrubbing;

  constructor(redis: RedisConnection, { report, journalMs }: RedisStoreOptions) {
    this.#redis = redis;
    this.#casting = new Casting(redis);
    this.#journal = new JournalCut(redis, journalMs);
    this.#notices = new Notices(redis, report);
    this.#presences = new Presences(redis, report);
    this.#scrubbing = new Scrubbing(redis, report);
    this.signInTokens = signInTokensOf(redis);
  }

  async start(): Promise<void> {
    await this.#notices.start();
    await this.#presences.start();
    this.#scrubbing.start();
    // A process that ended after a vote cuts nothing any more: whoever runs does it for all.
    this.#notices.listen((id) => this.#journal.due(id));
    for (const id of await meetingIds(this.#redis)) this.#journal.due(id);
  }

  get lossy(): boolean {
    return this.#redis.link.lossy;
  }

  createMeeting(meeting: Meeting, entry: LogEntry): Promise<void> {
    return createMeeting(this.#redis, meeting, entry);
  }

  listMeetings(): Promise<readonly Meeting[]> {
    return listMeetings(this.#redis, this.#known);
  }

  async readMeeting(id: MeetingId): Promise<MeetingState | null> {
    const read = await readMeeting(this.#redis, this.#known, id);
    this.#notices.seen(id, read?.edition ?? null);
    return read?.state ?? null;
  }

  changeMeeting(change: MeetingChange): Promise<'changed' | 'conflict'> {
    return changeMeeting(this.#redis, this.#known, change);
  }

  async deleteMeeting(before: MeetingAsRead): Promise<'deleted' | 'conflict'> {
    const outcome = await deleteMeeting(this.#redis, this.#known, before);
    if (outcome === 'deleted') await this.#scrubbing.scrub(before.meeting.id);
    return outcome;
  }

  mintTickets(
    id: MeetingId,
    tickets: readonly NewTicket[],
    entry: LogEntry,
  ): ReturnType<Store['mintTickets']> {
    return mintTickets(this.#redis, id, tickets, entry);
  }

  findTicket(commitment: Commitment): Promise<Ticket | null> {
    return findTicket(this.#redis, commitment);
  }

  voidTickets(
    id: MeetingId,
    which: { readonly commitments: readonly Commitment[] } | { readonly batch: number },
    entry: LogEntry,
  ): Promise<readonly TicketState[]> {
    return voidTickets(this.#redis, id, which, entry);
  }

  async cast(cast: Cast): Promise<CastOutcome> {
    try {
      return await this.#casting.cast(cast);
    } finally {
      // Also where no notice of it arrives.
      this.#journal.due(cast.meeting);
    }
  }

  recountBox(id: MeetingId): Promise<{ readonly counted: Tally; readonly kept: Tally }> {
    return recountBox(this.#redis, id);
  }

  scrub(id: MeetingId): Promise<void> {
    return this.#scrubbing.scrub(id);
  }

  saveShown(
    id: MeetingId,
    round: number,
    before: Tally,
    shown: Tally,
  ): Promise<'saved' | 'superseded'> {
    return saveShown(this.#redis, id, round, before, shown);
  }

  async readVoidedRounds(id: MeetingId): Promise<readonly VoidedRound[]> {
    const records = await this.#list(keyOf(id, 'rounds'), 0);
    return records.map((record) => voidedRoundSchema.parse(record));
  }

  async appendLog(id: MeetingId, entry: LogEntry): Promise<void> {
    await this.#redis.call('append_log', keysOf(id, ['state', 'log']), [id, JSON.stringify(entry)]);
  }

  async readLog(id: MeetingId, most: number): Promise<readonly LogEntry[]> {
    const records = await this.#list(keyOf(id, 'log'), -most);
    return records.map((record) => logEntrySchema.parse(record));
  }

  addScreenLink(
    id: MeetingId,
    link: ScreenLink,
    tokenHash: string,
    entry: LogEntry,
  ): Promise<void> {
    return addScreenLink(this.#redis, id, link, tokenHash, entry);
  }

  listScreenLinks(id: MeetingId): Promise<readonly ScreenLink[]> {
    return listScreenLinks(this.#redis, id);
  }

  findScreenLink(tokenHash: string): Promise<{ meeting: MeetingId; link: ScreenLink } | null> {
    return findScreenLink(this.#redis, tokenHash);
  }

  revokeScreenLink(id: MeetingId, linkId: string, at: number, entry: LogEntry): Promise<boolean> {
    return revokeScreenLink(this.#redis, id, linkId, at, entry);
  }

  addSession(tokenHash: string, expiresAt: number): Promise<void> {
    return addSession(this.#redis, tokenHash, expiresAt);
  }

  hasSession(tokenHash: string, now: number): Promise<boolean> {
    return hasSession(this.#redis, tokenHash, now);
  }

  removeSession(tokenHash: string): Promise<void> {
    return removeSession(this.#redis, tokenHash);
  }

  probe(): Promise<void> {
    return this.#redis.probe(PROBE_KEY);
  }

  sharePresence(own: () => readonly Presence[]): void {
    this.#presences.share(own);
  }

  presenceElsewhere(id: MeetingId): Omit<Presence, 'meeting'> {
    return this.#presences.elsewhere(id);
  }

  onChange(listener: (id: MeetingId, changed: Changed) => void): () => void {
    return this.#notices.listen(listener);
  }

  onCommit(listener: Parameters<Store['onCommit']>[0]): () => void {
    return this.#casting.listen(listener);
  }

  async close(): Promise<void> {
    this.#notices.stop();
    this.#presences.stop();
    this.#scrubbing.stop();
    await this.#casting.finish();
    this.#journal.stop();
    await this.#redis.close();
  }

  exportMeeting(id: MeetingId): Promise<MeetingArchive | 'unknown' | 'running'> {
    return exportMeeting(this.#redis, id);
  }

  importMeeting(archive: MeetingArchive): Promise<'imported' | 'exists'> {
    return importMeeting(this.#redis, archive);
  }

  /** From `first` to the end, negative numbers counting from there. */
  async #list(key: string, first: number): Promise<readonly unknown[]> {
    const records = await this.#redis.read(key, ['LRANGE', key, String(first), '-1']);
    return (records as readonly Buffer[]).map((record) => JSON.parse(String(record)));
  }
}
