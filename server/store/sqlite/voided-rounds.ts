import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { meetingSchema } from '../../../shared/protocol/schemas/meeting.ts';
import type { VoidedRound } from '../store.ts';
import { readRows, run } from './rows.ts';

const count = z.number().int().min(0);
const counts = z.array(count);

const voidedRoundSchema: z.ZodType<VoidedRound, unknown> = z.strictObject({
  round: z.number().int().min(1),
  voidedAt: z.number(),
  reason: z.string(),
  meeting: meetingSchema,
  tickets: z.array(z.strictObject({ minted: count, fresh: count, spent: count, voided: count })),
  tally: z.strictObject({ counts, returned: counts, blank: counts }),
});

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
