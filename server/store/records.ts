import { z } from 'zod';
import { LOG_EVENTS, type LogEntry } from '../../shared/protocol/organizer.ts';
import { meetingSchema } from '../../shared/protocol/schemas/meeting.ts';
import type { VoidedRound } from './store.ts';

/** What adapters keep as JSON, parsed when it is read back, so that a damaged record is noticed. */

export const logEntrySchema: z.ZodType<LogEntry> = z.strictObject({
  at: z.number(),
  role: z.enum(['organizer', 'server']),
  event: z.enum(LOG_EVENTS),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

const count = z.number().int().min(0);
const counts = z.array(count);

export const voidedRoundSchema: z.ZodType<VoidedRound, unknown> = z.strictObject({
  round: z.number().int().min(1),
  voidedAt: z.number(),
  reason: z.string(),
  meeting: meetingSchema,
  tickets: z.array(z.strictObject({ minted: count, fresh: count, spent: count, voided: count })),
  tally: z.strictObject({ counts, returned: counts, blank: counts }),
});
