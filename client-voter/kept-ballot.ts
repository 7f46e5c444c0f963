import type { Marks } from '../shared/ballot.ts';
import type { CastKey, MeetingId, Receipt } from '../shared/identifiers.ts';
import { type Draft, emptyDraft, fitsGrid, type Grid } from './ballot-draft.ts';

/** The meeting and round that a kept ballot was made for. */
export interface Round {
  readonly meeting: MeetingId;
  readonly round: number;
}

/** What became of the round in which this ticket was cast before. */
export type Undone = 'voided' | 'rehearsed';

/** A ballot that is not cast. `undone` stays with it until the next receipt, so that it can be said. */
export interface Uncast extends Round {
  readonly undone?: Undone | undefined;
}

/**
 * What the device keeps of one ticket. `casting` outlives a reload: whether the ballot arrived is
 * unknown until the server has answered. `received` has no marks, and none may be kept beside it
 * (CAST-6).
 */
export type KeptBallot =
  | (Uncast & { readonly state: 'marking'; readonly marks: Draft; readonly key: CastKey | null })
  | (Uncast & { readonly state: 'casting'; readonly marks: Marks; readonly key: CastKey })
  | (Round & {
      readonly state: 'received';
      readonly receipt: Receipt;
      /** Of a rehearsal, whose receipts are gone with it. */
      readonly rehearsal?: boolean;
    });

export function newBallot({ meeting, round }: Round, grid: Grid, undone?: Undone): KeptBallot {
  return { state: 'marking', meeting, round, marks: emptyDraft(grid), key: null, undone };
}

/**
 * [PHASE-3, PHASE-5] The kept ballot if it belongs to this round and paper, otherwise an empty one:
 * a receipt or marks of another round say nothing about this one.
 */
export function ballotFor(kept: KeptBallot | null, round: Round, grid: Grid): KeptBallot {
  if (kept === null || kept.meeting !== round.meeting) return newBallot(round, grid);
  if (kept.round !== round.round) return newBallot(round, grid, undoneOf(kept));
  if (kept.state === 'received' || fitsGrid(kept.marks, grid)) return kept;
  return newBallot(round, grid, kept.undone);
}

function undoneOf(kept: KeptBallot): Undone | undefined {
  if (kept.state !== 'received') return kept.undone;
  return kept.rehearsal === true ? 'rehearsed' : 'voided';
}

/**
 * [CAST-3] Once a key was made it stays with the ballot until the receipt, also when a cast was
 * refused and the marks are changed: an earlier request may still be on its way.
 */
export function castingBallot(
  { meeting, round, undone }: Uncast,
  marks: Marks,
  key: CastKey,
): KeptBallot & { readonly state: 'casting' } {
  return { state: 'casting', meeting, round, marks, key, undone };
}

/** [CAST-6] The receipt, and nothing of the marks. */
export function receivedBallot(
  { meeting, round }: Round,
  receipt: Receipt,
  rehearsal: boolean,
): KeptBallot {
  return { state: 'received', meeting, round, receipt, ...(rehearsal ? { rehearsal } : {}) };
}

/**
 * [CAST-3, CAST-6] What another window of this device has cast of the same ballot since, or null.
 * Marks must never be written over it.
 */
export function castElsewhere(kept: KeptBallot | null, round: Round): KeptBallot | null {
  if (kept === null || kept.state === 'marking') return null;
  return kept.meeting === round.meeting && kept.round === round.round ? kept : null;
}

/** Reads what the device kept; null when it is missing or not ours, never an exception. */
export function readKept(text: string | null): KeptBallot | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isKept(kept: unknown): kept is KeptBallot {
  if (typeof kept !== 'object' || kept === null) return false;
  const { state, meeting, round, marks, key, receipt } = kept as Record<string, unknown>;
  if (typeof meeting !== 'string' || !Number.isInteger(round)) return false;
  if (state === 'received') return typeof receipt === 'string';
  const isMark = (mark: unknown) =>
    Number.isInteger(mark) || (mark === null && state === 'marking');
  if (!Array.isArray(marks) || !marks.every(isMark)) return false;
  if (state === 'marking') return key === null || typeof key === 'string';
  return state === 'casting' && typeof key === 'string';
}
