import { randomUUID } from 'node:crypto';
import type { Tally } from '../../../shared/tally.ts';
import { requireWhole, shuffledSlots } from '../archive-check.ts';
import { ArchiveUnfit, type MeetingArchive, OutcomeUnknown, StorageUnavailable } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { claimLink, claimTicket, forgetLink, forgetTicket, type Owner } from './directories.ts';
import { inPortions } from './in-portions.ts';
import { freeSlotKeys, keysOf, MOST_GROUPS } from './keys.ts';
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
  const life = randomUUID();
  await claimDirectories(redis, { id, life }, archive);
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
    importArguments(archive, tally, life),
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
function importArguments(archive: MeetingArchive, tally: Tally, life: string): readonly Argument[] {
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
    life,
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
async function claimDirectories(
  redis: RedisConnection,
  owner: Owner,
  { tickets, links }: MeetingArchive,
): Promise<void> {
  const claims = [
    ...(await inPortions(tickets, async ({ commitment }) => ({
      claim: await claimTicket(redis, owner, commitment),
      giveBack: () => forgetTicket(redis, owner, commitment),
    }))),
    ...(await inPortions(links, async ({ id: linkId, tokenHash }) => ({
      claim: await claimLink(redis, owner, { linkId, tokenHash }),
      giveBack: () => forgetLink(redis, owner, { linkId, tokenHash }),
    }))),
  ];
  if (!claims.some(({ claim }) => claim === 'refused')) return;
  const made = claims.filter(({ claim }) => claim === 'made');
  await inPortions(made, ({ giveBack }) => giveBack());
  throw new ArchiveUnfit('a ticket or a link of another meeting', { reason: 'belongs_elsewhere' });
}
