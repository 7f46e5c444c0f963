import { z } from 'zod';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import type { MeetingArchive } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { type LinkPlace, linkPlace } from './directories.ts';
import { keyOf, keysOf, linkDirectoryKey } from './keys.ts';

const linkSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['screen', 'host']),
  createdAt: z.number(),
  tokenHash: z.string(),
});

type ArchivedLinks = MeetingArchive['links'];

type KeptLink = z.infer<typeof linkSchema>;

/** The directory comes first, as with tickets. */
export async function addScreenLink(
  redis: RedisConnection,
  id: MeetingId,
  link: ScreenLink,
  tokenHash: string,
  entry: LogEntry,
): Promise<void> {
  const key = linkDirectoryKey(tokenHash);
  await redis.write(key, ['SET', key, linkPlace(id, link.id)]);
  const record = linkRecord({ ...link, tokenHash });
  const keys = keysOf(id, ['state', 'log', 'links']);
  await redis.call('add_link', keys, [id, JSON.stringify(entry), link.id, record]);
}

/** As it is kept, without the time of its revoking. */
export function linkRecord({ revokedAt: _, ...link }: ArchivedLinks[number]): string {
  const record: KeptLink = link;
  return JSON.stringify(record);
}

export async function listScreenLinks(
  redis: RedisConnection,
  id: MeetingId,
): Promise<readonly ScreenLink[]> {
  return (await readLinks(redis, id)).map(({ tokenHash: _, ...link }) => link);
}

/** A revoked link is found too: whoever holds it must be told that it is. */
export async function findScreenLink(
  redis: RedisConnection,
  tokenHash: string,
): Promise<{ meeting: MeetingId; link: ScreenLink } | null> {
  const key = linkDirectoryKey(tokenHash);
  const place = (await redis.read(key, ['GET', key])) as Buffer | null;
  if (place === null) return null;
  const [meeting, linkId] = String(place).split(' ') as [MeetingId, string];
  const found = (await readLinks(redis, meeting)).find(
    (link) => link.id === linkId && link.tokenHash === tokenHash,
  );
  if (found === undefined) return null;
  const { tokenHash: _, ...link } = found;
  return { meeting, link };
}

export async function revokeScreenLink(
  redis: RedisConnection,
  id: MeetingId,
  linkId: string,
  at: number,
  entry: LogEntry,
): Promise<boolean> {
  const keys = keysOf(id, ['state', 'log', 'links', 'revoked']);
  return (
    (await redis.call('revoke_link', keys, [id, JSON.stringify(entry), linkId, String(at)])) === 1
  );
}

/** Of all links of a meeting. */
export async function linkPlacesOf(
  redis: RedisConnection,
  id: MeetingId,
): Promise<readonly LinkPlace[]> {
  const links = await readLinks(redis, id);
  return links.map((link) => ({ linkId: link.id, tokenHash: link.tokenHash }));
}

/** Oldest first. */
async function readLinks(redis: RedisConnection, id: MeetingId): Promise<ArchivedLinks> {
  const [linksKey, revokedKey] = [keyOf(id, 'links'), keyOf(id, 'revoked')];
  const [records, revoked] = await Promise.all([
    redis.read(linksKey, ['HVALS', linksKey]) as Promise<readonly Buffer[]>,
    redis.read(revokedKey, ['HGETALL', revokedKey]) as Promise<Readonly<Record<string, Buffer>>>,
  ]);
  return linksOf(records, revoked);
}

/** Of the two hashes that links are kept in; oldest first. */
export function linksOf(
  records: readonly Buffer[],
  revoked: Readonly<Record<string, Buffer>>,
): ArchivedLinks {
  return records
    .map((record) => linkSchema.parse(JSON.parse(String(record))))
    .map((link) => ({ ...link, revokedAt: timeOf(revoked[link.id]) }))
    .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
}

function timeOf(kept: Buffer | undefined): number | null {
  return kept === undefined ? null : Number(kept);
}
