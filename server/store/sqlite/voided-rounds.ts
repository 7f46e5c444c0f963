import type { DatabaseSync } from 'node:sqlite';
import { voidedRoundSchema } from '../records.ts';
import type { VoidedRound } from '../store.ts';
import { readRows, run } from './rows.ts';

/** Within the transaction that voids the round (PHASE-5). */
export function writeVoidedRound(
  database: DatabaseSync,
  meeting: number,
  voided: VoidedRound,
): void {
  run(
    database,
    'INSERT INTO voided_round (meeting, round, record) VALUES (?, ?, ?)',
    meeting,
    voided.round,
    JSON.stringify(voided),
  );
}

/** Oldest first. */
export function readVoidedRounds(database: DatabaseSync, meeting: number): readonly VoidedRound[] {
  return readRows<{ record: string }>(
    database,
    'SELECT record FROM voided_round WHERE meeting = ? ORDER BY round',
    meeting,
  ).map(({ record }) => voidedRoundSchema.parse(JSON.parse(record)));
}
