import type { DatabaseSync } from 'node:sqlite';
import { readRow } from './rows.ts';

/** How long votes may lie in the journal, commit by commit. */
const CUT_AFTER_MS = 1000;

/** Throws when it could not be done; what the journal held is safe either way. */
export function truncateJournal(database: DatabaseSync): void {
  const row = readRow<{ busy: number }>(database, 'PRAGMA wal_checkpoint(TRUNCATE)');
  if (row?.busy !== 0) throw new Error('the journal is in use and was not truncated');
}

/**
 * [SECRET-1] A commit's frames hold a ticket beside a ballot. So the journal is cut off within a
 * second of a vote, instead of keeping them until closing: a copy of the folder then shows at most
 * the votes of that second.
 */
export class JournalCut {
  readonly #database: DatabaseSync;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** To be called after each commit of votes. */
  due(): void {
    this.#timer ??= setTimeout(() => this.#cut(), CUT_AFTER_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #cut(): void {
    this.#timer = undefined;
    try {
      truncateJournal(this.#database);
    } catch {
      // A disk in trouble: the votes are safe, and the cut is tried until it works.
      this.due();
    }
  }
}
