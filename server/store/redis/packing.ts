import { packBallot, type Shape } from '../../../shared/ballot.ts';
import type { TicketCounts } from '../../../shared/meeting.ts';
import type { TicketBatch } from '../../../shared/protocol/http.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { packTally, type Tally, unpackTally } from '../../../shared/tally.ts';
import type { ArchivedTicket, Cast } from '../store.ts';
import { MOST_GROUPS } from './keys.ts';

/** Redis counts in big-endian words (BITFIELD); a packed tally is in those of the machine. */
function swapWords(bytes: Uint8Array): Buffer {
  const swapped = Buffer.from(bytes);
  return LITTLE_ENDIAN ? swapped.swap32() : swapped;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

export function packWords(tally: Tally): Buffer {
  return swapWords(packTally(tally));
}

/** Throws when the record does not fit the shape: a damaged store. */
export function unpackWords(bytes: Buffer, shape: Shape): Tally {
  return unpackTally(swapWords(bytes), shape);
}

const WORD = 4;
const PLACES = { fresh: 0, spent: 1, voided: 2 } as const;
const STATES = 3;

/** By batch, for the groups of the rule. Throws when figures are missing: a damaged store. */
export function unpackBatches(
  counts: Buffer,
  mintedAt: readonly number[],
  groups: number,
): readonly TicketBatch[] {
  return mintedAt.map((at, index) => ({
    batch: index + 1,
    mintedAt: at,
    tickets: Array.from({ length: groups }, (_, group) => unpackCounts(counts, index, group)),
  }));
}

function unpackCounts(counts: Buffer, batch: number, group: number): TicketCounts {
  const start = (batch * MOST_GROUPS + group) * STATES * WORD;
  const fresh = counts.readUInt32BE(start);
  const spent = counts.readUInt32BE(start + WORD);
  const voided = counts.readUInt32BE(start + 2 * WORD);
  return { minted: fresh + spent + voided, fresh, spent, voided };
}

/** The way back, for all groups that there may be. */
export function packCounts(batches: number, tickets: readonly ArchivedTicket[]): Buffer {
  const counts = Buffer.alloc(batches * MOST_GROUPS * STATES * WORD);
  for (const { batch, group, state } of tickets) {
    const at = (((batch - 1) * MOST_GROUPS + group) * STATES + PLACES[state]) * WORD;
    counts.writeUInt32BE(counts.readUInt32BE(at) + 1, at);
  }
  return counts;
}

export function addUp(batches: readonly TicketBatch[], group: number): TicketCounts {
  const sum = (state: keyof TicketCounts) =>
    batches.reduce((total, { tickets }) => total + (tickets[group]?.[state] ?? 0), 0);
  return { minted: sum('minted'), fresh: sum('fresh'), spent: sum('spent'), voided: sum('voided') };
}

/**
 * An entry as JSON, in two pieces between which the store writes a figure that only it knows at the
 * moment of the act. The second is empty where the entry has no such figure.
 */
export function splitEntry(entry: LogEntry, figure: string): readonly [string, string] {
  if (!(figure in entry.figures)) return [JSON.stringify(entry), ''];
  const { [figure]: _, ...figures } = entry.figures;
  const text = JSON.stringify({ at: entry.at, role: entry.role, event: entry.event, figures });
  const comma = Object.keys(figures).length === 0 ? '' : ',';
  return [`${text.slice(0, -2)}${comma}${JSON.stringify(figure)}:`, '}}'];
}

const HASH_BYTES = 32;
const RECEIPT_BYTES = 8;
/** Length of the ballot and round come before. */
const CAST_HEAD = 2 + WORD + 2 * HASH_BYTES + RECEIPT_BYTES;

/**
 * As `cast` of `library.lua` reads it: one argument of a command, that holds many casts, costs a
 * fraction of many. Throws on hashes of the wrong size.
 */
export function packCast({ round, commitment, inner, receipt, marks }: Cast): Buffer {
  const hashes = Buffer.from(commitment + inner, 'hex');
  if (hashes.length !== 2 * HASH_BYTES || receipt.length !== RECEIPT_BYTES)
    throw new Error('a cast of the wrong size');
  const packed = Buffer.allocUnsafe(CAST_HEAD + marks.length);
  packed.writeUInt16BE(marks.length, 0);
  packed.writeUInt32BE(round, 2);
  packed.set(hashes, 2 + WORD);
  packed.write(receipt, CAST_HEAD - RECEIPT_BYTES, 'latin1');
  packed.set(packBallot(marks), CAST_HEAD);
  return packed;
}
