import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import { RULE_LIMITS } from '../../../shared/rule.ts';

/**
 * All keys of one meeting share a hash tag, so that Redis Cluster keeps them on one node, where one
 * function can change them as one act. What matters for secrecy is said here.
 */
export const MEETING_PARTS = [
  /**
   * Hash: the record as JSON, its version and revision, what functions decide by, and a `life` that no
   * other import of the same meeting has.
   */
  'state',
  /** Hash: a ticket of fixed size by its commitment; see `library.lua`. Never a time. */
  'tickets',
  /**
   * String: the ballot box, one slot of fixed size for each ticket, all zero while empty. There is
   * no way from a slot to a ticket, and there must never be one.
   */
  'box',
  /** String: the group of each slot, one byte. */
  'slots',
  /** Strings: the packed tally, and what of it a batched screen was shown last. */
  'tally',
  'shown',
  /** String: how many tickets are fresh, spent and voided, by batch and group. */
  'counts',
  /** List: when each batch was minted. */
  'batches',
  /** Hash: the commitments of each batch, in the order of their bytes. */
  'printed',
  /** List: acts of the organizer and of the server; never one of a voter. */
  'log',
  /** List: figures of voided rounds. */
  'rounds',
  /** Hashes: links of screens by their id, and when they were revoked. */
  'links',
  'revoked',
] as const;

/**
 * `due`: that the traces of a meeting are still to be scrubbed; outlives the meeting. Another value each
 * time that it becomes due.
 */
export type MeetingPart = (typeof MEETING_PARTS)[number] | 'due';

/** A draft may have more groups than a rule that can be voted by; as in `library.lua`. */
export const MOST_GROUPS = 2 * RULE_LIMITS.groups.most;

export function keyOf(id: MeetingId, part: MeetingPart): string {
  return `pingyi:{${id}}:${part}`;
}

export function keysOf(id: MeetingId, parts: readonly MeetingPart[]): string[] {
  return parts.map((part) => keyOf(id, part));
}

/** Sets of the box's free slots, by group. */
export function freeSlotKeys(id: MeetingId, groups: number): string[] {
  return Array.from({ length: groups }, (_, group) => `pingyi:{${id}}:free:${group}`);
}

/** Sorted set: the ids of all meetings in the order of their making. */
export const MEETINGS_KEY = 'pingyi:{meetings}:ids';
/** Counts the meetings ever made. */
export const MEETINGS_MADE_KEY = 'pingyi:{meetings}:made';

/**
 * Hashes, by the first byte of a commitment: which meeting a ticket belongs to. Written before the
 * ticket and perhaps left behind by a crash, so an entry counts only where the meeting bears it out.
 */
export function ticketDirectoryKey(commitment: Commitment): string {
  return `pingyi:tickets:${commitment.slice(0, 2)}`;
}

/**
 * Hashes beside those, on the same node: the life of the meeting, where it was imported, by the
 * commitment. Written by an import and a deletion alone, and read by nothing else.
 */
export function ticketLivesKey(commitment: Commitment): string {
  return `pingyi:lives:{${ticketDirectoryKey(commitment)}}`;
}

/** All that there can be of the directory. */
export const TICKET_DIRECTORY_KEYS: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `pingyi:tickets:${byte.toString(16).padStart(2, '0')}`,
);

/** Which meeting and link a token opens, in the same way. */
export function linkDirectoryKey(tokenHash: string): string {
  return `pingyi:link:${tokenHash}`;
}

export function sessionKey(tokenHash: string): string {
  return `pingyi:session:${tokenHash}`;
}

export function signInKey(tokenHash: string): string {
  return `pingyi:sign-in:${tokenHash}`;
}

export const SCHEMA_KEY = 'pingyi:schema';
export const PROBE_KEY = 'pingyi:probe';
/**
 * Messages: the id of a meeting that has changed, on the second channel where nothing but figures has;
 * how many pages a process serves.
 */
export const CHANGED_CHANNEL = 'pingyi:changed';
export const FIGURES_CHANNEL = 'pingyi:figures';
export const PRESENCE_CHANNEL = 'pingyi:presence';
