import type { DatabaseSync } from 'node:sqlite';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Changed } from '../store.ts';
import type { KeptMeeting } from './kept-meeting.ts';
import { loadMeeting, readMeetingRows } from './load-meeting.ts';
import { run } from './rows.ts';
import { storageFailure } from './storage-failure.ts';
import { transact } from './transaction.ts';

/** What a write hands back: the answer, and the meeting as it is to be remembered. */
export interface Written<Answer> {
  readonly answer: Answer;
  readonly kept: KeptMeeting;
}

/**
 * The database and what this process remembers of it. Memory changes only after a commit, and the
 * exclusive lock keeps the file from changing behind it: so reading costs no query, and a phase that
 * is checked here is the phase on disk.
 */
export class Shelf {
  readonly database: DatabaseSync;
  readonly #meetings = new Map<MeetingId, KeptMeeting>();
  readonly #listeners = new Set<(id: MeetingId, changed: Changed) => void>();
  #doubtful = false;

  /** Reads every meeting. Throws when one of them is damaged. */
  constructor(database: DatabaseSync) {
    this.database = database;
    this.read(() => this.#settle());
  }

  /** This and `find` throw `StorageUnavailable` while nobody can tell whether memory is the disk's. */
  all(): readonly KeptMeeting[] {
    this.#requireSettled();
    return [...this.#meetings.values()];
  }

  find(id: MeetingId): KeptMeeting | undefined {
    this.#requireSettled();
    return this.#meetings.get(id);
  }

  /** For acts that know that the meeting exists; throws otherwise. */
  get(id: MeetingId): KeptMeeting {
    const kept = this.find(id);
    if (kept === undefined) throw new Error(`no such meeting: ${id}`);
    return kept;
  }

  /** For what memory does not hold. Throws `StorageUnavailable` when the disk cannot be read. */
  read<Answer>(act: (database: DatabaseSync) => Answer): Answer {
    this.#requireOpen();
    try {
      return act(this.database);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /**
   * One durable transaction. `remember` and `forget` belong after it. When it throws, memory is what
   * the disk holds, even if COMMIT failed in a way that leaves open whether it took place.
   */
  transact<Answer>(act: () => Answer): Answer {
    this.#requireSettled();
    try {
      return transact(this.database, act);
    } catch (error) {
      this.#settleAfterFailure();
      throw error;
    }
  }

  /** A durable change of one meeting: its revision grows and listeners are told. */
  change<Answer>(id: MeetingId, act: (kept: KeptMeeting) => Written<Answer>): Answer {
    const { answer, kept } = this.transact(() => {
      const written = act(this.get(id));
      const revision = this.raiseRevision(written.kept);
      return { answer: written.answer, kept: { ...written.kept, revision } };
    });
    this.remember(kept);
    return answer;
  }

  /** Within a transaction. */
  raiseRevision(kept: KeptMeeting): number {
    const revision = this.get(kept.meeting.id).revision + 1;
    run(this.database, 'UPDATE tally SET revision = ? WHERE meeting = ?', revision, kept.key);
    return revision;
  }

  remember(kept: KeptMeeting): void {
    const { id } = kept.meeting;
    const before = this.#meetings.get(id);
    this.#meetings.set(id, kept);
    this.#tell(id, isNews(before, kept) ? 'news' : 'figures');
  }

  forget(id: MeetingId): void {
    this.#meetings.delete(id);
    this.#tell(id, 'news');
  }

  listen(listener: (id: MeetingId, changed: Changed) => void): () => void {
    const own: typeof listener = (id, changed) => listener(id, changed);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  close(): void {
    this.#listeners.clear();
    this.database.close();
  }

  /** In a microtask, so that a listener that throws cannot undo what is durable already. */
  #tell(id: MeetingId, changed: Changed): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener(id, changed);
      });
  }

  /** Makes memory what the disk holds. Every change raises a revision, so equal ones need no reading. */
  #settle(): void {
    const rows = readMeetingRows(this.database);
    const onDisk = new Set(rows.map(({ id }) => id));
    for (const id of this.#meetings.keys()) if (!onDisk.has(id)) this.#meetings.delete(id);
    for (const { id, key, revision } of rows)
      if (this.#meetings.get(id as MeetingId)?.revision !== revision) {
        const kept = loadMeeting(this.database, key);
        this.#meetings.set(kept.meeting.id, kept);
      }
    this.#doubtful = false;
  }

  #settleAfterFailure(): void {
    this.#doubtful = true;
    try {
      this.#settle();
    } catch {
      // The disk cannot even be read: nothing is told or decided from memory until it can be.
    }
  }

  /** What is decided from memory before a transaction must hold within it. */
  #requireSettled(): void {
    this.#requireOpen();
    if (this.#doubtful) this.read(() => this.#settle());
  }

  #requireOpen(): void {
    if (!this.database.isOpen) throw new Error('the store is closed');
  }
}

function isNews(before: KeptMeeting | undefined, after: KeptMeeting): boolean {
  if (before?.meeting.version !== after.meeting.version) return true;
  return voidedIn(before) !== voidedIn(after);
}

function voidedIn({ batches }: KeptMeeting): number {
  const counts = batches.flatMap(({ tickets }) => tickets);
  return counts.reduce((sum, { voided }) => sum + voided, 0);
}
