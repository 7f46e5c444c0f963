import type { DatabaseSync } from 'node:sqlite';
import { storageFailure } from './storage-failure.ts';

/**
 * Runs `act` in one transaction; durable when it returns. Throws `StorageUnavailable` when the disk
 * fails, and whatever `act` throws; nothing is changed then. Only when COMMIT itself failed may the
 * disk hold the change all the same: see `Shelf.settle`.
 */
export function transact<Answer>(database: DatabaseSync, act: () => Answer): Answer {
  try {
    // A failed disk may have kept the last transaction from ending.
    rollBack(database);
    database.exec('BEGIN IMMEDIATE');
    const answer = act();
    database.exec('COMMIT');
    return answer;
  } catch (error) {
    endAfter(database);
    throw storageFailure(error);
  }
}

function rollBack(database: DatabaseSync): void {
  if (database.isTransaction) database.exec('ROLLBACK');
}

/** SQLite ends some failed transactions by itself. The failure itself is what must be reported. */
function endAfter(database: DatabaseSync): void {
  try {
    rollBack(database);
  } catch {
    // The next transaction tries again, before it begins.
  }
}
