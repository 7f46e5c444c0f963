import type { DatabaseSync } from 'node:sqlite';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import type { MeetingArchive } from '../store.ts';
import { readRow, readRows, run } from './rows.ts';

const COLUMNS = 'screen_link.id, kind, created_at AS createdAt, revoked_at AS revokedAt' as const;

export function insertLink(
  database: DatabaseSync,
  meeting: number,
  link: ScreenLink,
  tokenHash: string,
): void {
  run(
    database,
    `INSERT INTO screen_link (token_hash, meeting, id, kind, created_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    tokenHash,
    meeting,
    link.id,
    link.kind,
    link.createdAt,
    link.revokedAt,
  );
}

/** Oldest first. */
export function readLinks(database: DatabaseSync, meeting: number): readonly ScreenLink[] {
  return readRows<ScreenLink>(
    database,
    `SELECT ${COLUMNS} FROM screen_link WHERE meeting = ? ORDER BY created_at, id`,
    meeting,
  ).map((row) => ({ ...row }));
}

/** Oldest first. */
export function readArchivedLinks(
  database: DatabaseSync,
  meeting: number,
): MeetingArchive['links'] {
  return readRows<MeetingArchive['links'][number]>(
    database,
    `SELECT ${COLUMNS}, token_hash AS tokenHash FROM screen_link
     WHERE meeting = ? ORDER BY created_at, id`,
    meeting,
  ).map((row) => ({ ...row }));
}

/** A revoked link is found too: whoever holds it must be told that it is. */
export function findLink(
  database: DatabaseSync,
  tokenHash: string,
): { meeting: MeetingId; link: ScreenLink } | null {
  const row = readRow<ScreenLink & { meeting: MeetingId }>(
    database,
    `SELECT meeting.id AS meeting, ${COLUMNS}
     FROM screen_link JOIN meeting ON meeting.key = screen_link.meeting WHERE token_hash = ?`,
    tokenHash,
  );
  if (row === undefined) return null;
  const { meeting, ...link } = row;
  return { meeting, link };
}

export function revokeLink(
  database: DatabaseSync,
  meeting: number,
  linkId: string,
  at: number,
): void {
  run(
    database,
    'UPDATE screen_link SET revoked_at = ? WHERE meeting = ? AND id = ?',
    at,
    meeting,
    linkId,
  );
}
