import type { DatabaseSync } from 'node:sqlite';
import { readRow, run } from './rows.ts';

/** Ended sessions go with the coming of the next. */
export function addSession(
  database: DatabaseSync,
  tokenHash: string,
  expiresAt: number,
  now: number,
): void {
  run(database, 'DELETE FROM session WHERE expires_at <= ?', now);
  run(
    database,
    `INSERT INTO session (token_hash, expires_at) VALUES (?, ?)
     ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at`,
    tokenHash,
    expiresAt,
  );
}

export function hasSession(database: DatabaseSync, tokenHash: string, now: number): boolean {
  const sql = 'SELECT token_hash FROM session WHERE token_hash = ? AND expires_at > ?';
  return readRow(database, sql, tokenHash, now) !== undefined;
}

export function removeSession(database: DatabaseSync, tokenHash: string): void {
  run(database, 'DELETE FROM session WHERE token_hash = ?', tokenHash);
}
