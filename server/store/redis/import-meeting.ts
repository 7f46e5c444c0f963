import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Tally } from '../../../shared/tally.ts';
import { requireWhole, shuffledSlots } from '../archive-check.ts';
import { ArchiveUnfit, type MeetingArchive, OutcomeUnknown, StorageUnavailable } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { inPortions } from './in-portions.ts';
import { freeSlotKeys, keysOf, linkDirectoryKey, MOST_GROUPS, ticketDirectoryKey } from './keys.ts';
import { linkRecord } from './links.ts';
import { listId, readEdition, recordArguments } from './meetings.ts';
import type { Argument } from './nodes.ts';
import { packCounts, packWords } from './packing.ts';
import { packTicket } from './ticket-record.ts';
import { packCommitments } from './tickets.ts';

/**
 * What the directories say comes first, as when tickets are minted; the meeting itself is one act.
 * Where a crash comes between, the directories lead nowhere, and importing again goes on from there.
 */
export async function importMeeting(
  redis: RedisConnection,
  archive: MeetingArchive,
): Promise<'imported' | 'exists'> {
  const { id } = archive.meeting;
  if ((await readEdition(redis, id)) !== null) {
    // In case that an earlier import broke off before it could list the id again.
    await listId(redis, id);
    return 'exists';
  }
  const tally = requireWhole(archive);
  await claimDirectories(redis, archive);
  await listId(redis, id);
  const keys = keysOf(id, [
    'state',
    'tickets',
    'box',
    'slots',
    'tally',
    'log',
    'rounds',
    'links',
    'revoked',
    'batches',
    'counts',
    'shown',
    'printed',
  ]);
  const outcome = await redis.call(
    'import',
    [...keys, ...freeSlotKeys(id, MOST_GROUPS)],
    importArguments(archive, tally),
  );
  // Whoever forgets an earlier meeting of this id may have taken it off the list in between.
  await listId(redis, id).catch(importedAlready);
  return String(outcome) === 'imported' ? 'imported' : 'exists';
}

/** Nobody may be told that nothing was changed. Importing again lists it. */
function importedAlready(error: unknown): never {
  throw error instanceof StorageUnavailable ? new OutcomeUnknown(error.code, error) : error;
}

/** In the order of `import` in the library. */
function importArguments(archive: MeetingArchive, tally: Tally): readonly Argument[] {
  const { meeting, revision, log, voidedRounds, batches, links, tickets } = archive;
  const slots = shuffledSlots(archive);
  const printed = Map.groupBy(tickets, ({ batch }) => batch);
  return [
    ...recordArguments(meeting),
    meeting.id,
    String(revision),
    Buffer.concat(slots.map(({ bytes }) => bytes)),
    Buffer.from(slots.map(({ group }) => group)),
    packWords(tally),
    packCounts(batches.length, tickets),
    ...listed(log.map((entry) => JSON.stringify(entry))),
    ...listed(voidedRounds.map((round) => JSON.stringify(round))),
    ...listed(batches.map(({ mintedAt }) => String(mintedAt))),
    ...listed(links.flatMap((link) => [link.id, linkRecord(link)])),
    ...listed(
      links.flatMap(({ id, revokedAt }) => (revokedAt === null ? [] : [id, String(revokedAt)])),
    ),
    ...listed(
      batches.flatMap(({ batch }) => [
        String(batch),
        packCommitments((printed.get(batch) ?? []).map(({ commitment }) => commitment)),
      ]),
    ),
    ...listed(
      tickets.flatMap((ticket) => [Buffer.from(ticket.commitment, 'hex'), packTicket(ticket)]),
    ),
  ];
}

function listed(items: readonly Argument[]): readonly Argument[] {
  return [String(items.length), ...items];
}

/** Throws `ArchiveUnfit`, and gives back what it claimed, when one of them is another meeting's. */
async function claimDirectories(redis: RedisConnection, archive: MeetingArchive): Promise<void> {
  const { id } = archive.meeting;
  const claims = [
    ...(await inPortions(archive.tickets, ({ commitment }) => claimTicket(redis, id, commitment))),
    ...(await inPortions(archive.links, (link) => claimLink(redis, id, link))),
  ];
  if (!claims.some(({ claim }) => claim === 'refused')) return;
  const own = claims.filter(({ claim }) => claim === 'made');
  await inPortions(own, ({ key, giveBack }) => redis.write(key, giveBack));
  throw new ArchiveUnfit('a ticket or a link of another meeting', { reason: 'belongs_elsewhere' });
}

interface Claim {
  readonly claim: 'made' | 'own_already' | 'refused';
  readonly key: string;
  readonly giveBack: readonly Argument[];
}

async function claimTicket(
  redis: RedisConnection,
  id: MeetingId,
  commitment: MeetingArchive['tickets'][number]['commitment'],
): Promise<Claim> {
  const key = ticketDirectoryKey(commitment);
  const field = Buffer.from(commitment, 'hex');
  const made = (await redis.write(key, ['HSETNX', key, field, id])) === 1;
  const owner = made ? id : String(await redis.read(key, ['HGET', key, field]));
  return claimOf(made, owner === id, key, ['HDEL', key, field]);
}

async function claimLink(
  redis: RedisConnection,
  id: MeetingId,
  link: MeetingArchive['links'][number],
): Promise<Claim> {
  const key = linkDirectoryKey(link.tokenHash);
  const place = `${id} ${link.id}`;
  const made = (await redis.write(key, ['SETNX', key, place])) === 1;
  const owner = made ? place : String(await redis.read(key, ['GET', key]));
  return claimOf(made, owner === place, key, ['DEL', key]);
}

function claimOf(made: boolean, isOwn: boolean, key: string, giveBack: readonly Argument[]): Claim {
  if (made) return { claim: 'made', key, giveBack };
  return { claim: isOwn ? 'own_already' : 'refused', key, giveBack };
}
