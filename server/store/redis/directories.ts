import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import type { RedisConnection } from './connection.ts';
import { linkDirectoryKey, ticketDirectoryKey, ticketLivesKey } from './keys.ts';

/**
 * Whose entries in the directories are meant: those of a meeting, as it was imported under this `life`;
 * '' for one that was made here. What is forgotten late, by whoever deletes an earlier meeting of the
 * same id, is never an entry of a later one.
 */
export interface Owner {
  readonly id: MeetingId;
  readonly life: string;
}

/** `refused` where it is another meeting's; nothing is changed then. */
export type Claim = 'made' | 'own_already' | 'refused';

export interface LinkPlace {
  readonly linkId: string;
  readonly tokenHash: string;
}

export async function claimTicket(
  redis: RedisConnection,
  { id, life }: Owner,
  commitment: Commitment,
): Promise<Claim> {
  const args = [id, life, Buffer.from(commitment, 'hex')];
  return String(await redis.call('claim_ticket', ticketKeys(commitment), args)) as Claim;
}

/** Also a ticket that was minted after the import. Repeating does nothing. */
export async function forgetTicket(
  redis: RedisConnection,
  { id, life }: Owner,
  commitment: Commitment,
): Promise<void> {
  const args = [id, life, Buffer.from(commitment, 'hex')];
  await redis.call('forget_ticket', ticketKeys(commitment), args);
}

export async function claimLink(
  redis: RedisConnection,
  { id, life }: Owner,
  link: LinkPlace,
): Promise<Claim> {
  const keys = [linkDirectoryKey(link.tokenHash)];
  return String(await redis.call('claim_link', keys, [linkPlace(id, link.linkId), life])) as Claim;
}

/** As `forgetTicket`. */
export async function forgetLink(
  redis: RedisConnection,
  { id, life }: Owner,
  link: LinkPlace,
): Promise<void> {
  const keys = [linkDirectoryKey(link.tokenHash)];
  await redis.call('forget_link', keys, [linkPlace(id, link.linkId), life]);
}

/** Where a link leads to, as the directory has it; a life may follow. */
export function linkPlace(id: MeetingId, linkId: string): string {
  return `${id} ${linkId}`;
}

function ticketKeys(commitment: Commitment): readonly string[] {
  return [ticketDirectoryKey(commitment), ticketLivesKey(commitment)];
}
