import type { Marks } from '../shared/ballot.ts';
import type { CastKey, MeetingId, Receipt } from '../shared/identifiers.ts';
import { type Draft, emptyDraft, fitsGrid, type Grid } from './ballot-draft.ts';

/** The meeting and round that a kept ballot was made for. */
export interface Round {
  readonly meeting: MeetingId;
  readonly round: number;
}

/**
 * What the device keeps of one ticket. `casting` outlives a reload: whether the ballot arrived is
 * unknown until the server has answered. `received` has no marks, and none may be kept beside it
 * (CAST-6).
 */
export type KeptBallot =
  | (Round & { readonly state: 'marking'; readonly marks: Draft; readonly key: CastKey | null })
  | (Round & { readonly state: 'casting'; readonly marks: Marks; readonly key: CastKey })
  | (Round & { readonly state: 'received'; readonly receipt: Receipt });

export function newBallot({ meeting, round }: Round, grid: Grid): KeptBallot {
  return { state: 'marking', meeting, round, marks: emptyDraft(grid), key: null };
}

/**
 * [PHASE-3, PHASE-5] The kept ballot if it belongs to this round and paper, otherwise an empty one:
 * a receipt or marks of another round say nothing about this one.
 */
export function ballotFor(kept: KeptBallot | null, round: Round, grid: Grid): KeptBallot {
  if (kept === null || kept.meeting !== round.meeting || kept.round !== round.round)
    return newBallot(round, grid);
  if (kept.state === 'received' || fitsGrid(kept.marks, grid)) return kept;
  return newBallot(round, grid);
}

/**
 * [CAST-3] Once a key was made it stays with the ballot until the receipt, also when a cast was
 * refused and the marks are changed: an earlier request may still be on its way.
 */
export function castingBallot(
  { meeting, round }: Round,
  marks: Marks,
  key: CastKey,
): KeptBallot & { readonly state: 'casting' } {
  return { state: 'casting', meeting, round, marks, key };
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
