import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import type { NewTicket, Store, Ticket, TicketState } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { inPortions } from './in-portions.ts';
import { freeSlotKeys, keyOf, keysOf, MOST_GROUPS, ticketDirectoryKey } from './keys.ts';
import { splitEntry } from './packing.ts';
import { ticketStateOf, unpackTicket } from './ticket-record.ts';

const COMMITMENT_BYTES = 32;

/**
 * The directory comes first: a ticket that could be found nowhere would be worth nothing, and an
 * entry without its ticket harms nobody.
 */
export async function mintTickets(
  redis: RedisConnection,
  id: MeetingId,
  tickets: readonly NewTicket[],
  entry: LogEntry,
): ReturnType<Store['mintTickets']> {
  await claimInDirectory(redis, id, tickets);
  const keys = keysOf(id, [
    'state',
    'tickets',
    'box',
    'counts',
    'slots',
    'log',
    'batches',
    'printed',
  ]);
  const outcome = await redis.call(
    'mint',
    [...keys, ...freeSlotKeys(id, MOST_GROUPS)],
    [
      id,
      String(entry.at),
      JSON.stringify(entry),
      packCommitments(tickets.map(({ commitment }) => commitment)),
      Buffer.from(tickets.map(({ group }) => group)),
    ],
  );
  if (typeof outcome === 'number') return { outcome: 'minted', batch: outcome };
  return { outcome: 'closed' };
}

/** Rejects when one of them is another meeting's. */
async function claimInDirectory(
  redis: RedisConnection,
  id: MeetingId,
  tickets: readonly NewTicket[],
): Promise<void> {
  await inPortions(tickets, async ({ commitment }) => {
    const key = ticketDirectoryKey(commitment);
    const field = Buffer.from(commitment, 'hex');
    const claimed = await redis.write(key, ['HSETNX', key, field, id]);
    if (claimed === 1) return;
    const owner = await redis.read(key, ['HGET', key, field]);
    if (String(owner) !== id) throw new Error('ticket exists');
  });
}

export async function findTicket(
  redis: RedisConnection,
  commitment: Commitment,
): Promise<Ticket | null> {
  const directory = ticketDirectoryKey(commitment);
  const field = Buffer.from(commitment, 'hex');
  const owner = (await redis.read(directory, ['HGET', directory, field])) as Buffer | null;
  if (owner === null) return null;
  const meeting = String(owner) as MeetingId;
  const key = keyOf(meeting, 'tickets');
  const kept = (await redis.read(key, ['HGET', key, field])) as Buffer | null;
  if (kept === null) return null;
  const { group, state } = unpackTicket(field, kept);
  return { meeting, group, state };
}

/** [TICKET-5] */
export async function voidTickets(
  redis: RedisConnection,
  id: MeetingId,
  which: { readonly commitments: readonly Commitment[] } | { readonly batch: number },
  entry: LogEntry,
): Promise<readonly TicketState[]> {
  // The store fills this figure in, whether or not the caller has left a place for it.
  const counted = { ...entry, figures: { ...entry.figures, voided: 0 } };
  const chosen =
    'batch' in which ? ['', String(which.batch)] : [packCommitments(which.commitments), ''];
  const before = await redis.call(
    'void',
    keysOf(id, ['state', 'tickets', 'counts', 'log', 'printed']),
    [id, ...splitEntry(counted, 'voided'), ...chosen],
  );
  return Array.from(String(before), ticketStateOf);
}

/** Of all batches, in no order. */
export async function commitmentsOf(
  redis: RedisConnection,
  id: MeetingId,
): Promise<readonly Commitment[]> {
  const key = keyOf(id, 'printed');
  const printed = (await redis.read(key, ['HVALS', key])) as readonly Buffer[];
  return printed.flatMap(unpackCommitments);
}

export function packCommitments(commitments: readonly Commitment[]): Buffer {
  return Buffer.from(commitments.join(''), 'hex');
}

function unpackCommitments(packed: Buffer): readonly Commitment[] {
  return Array.from(
    { length: packed.length / COMMITMENT_BYTES },
    (_, index) =>
      packed.toString(
        'hex',
        index * COMMITMENT_BYTES,
        (index + 1) * COMMITMENT_BYTES,
      ) as Commitment,
  );
}
