import { z } from 'zod';
import type { Marks } from '../../ballot.ts';
import type { CastKey } from '../../identifiers.ts';
import { RULE_LIMITS } from '../../rule.ts';
import type { CastRequest, VoterAuth } from '../voter.ts';
import { meetingIdSchema } from './meeting.ts';

export const MOST_MARKS = RULE_LIMITS.presenters.most * RULE_LIMITS.items.most;

export const voterAuthSchema: z.ZodType<VoterAuth> = z.object({
  protocol: z.number(),
  ticket: z.string().max(100),
});

export const castKeySchema: z.ZodType<CastKey, string> = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .transform((key) => key as CastKey);

/** One more than any meeting can have, so that "extra marks" gets its own name. */
function areMarks(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MOST_MARKS + 1) return false;
  return value.every((mark) => Number.isFinite(mark));
}

/** Shape only; `checkMarks` says whether the marks fit the meeting. */
export const castRequestSchema: z.ZodType<CastRequest, unknown> = z.strictObject({
  meeting: meetingIdSchema,
  round: z.number().int(),
  key: castKeySchema,
  // In one look, as this is parsed for every vote: `z.array` would make an object for each mark.
  marks: z.custom<Marks>(areMarks),
});
