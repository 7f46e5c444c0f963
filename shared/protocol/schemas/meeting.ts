import { z } from 'zod';
import type { MeetingId } from '../../identifiers.ts';
import type { Meeting, MeetingPapers, MeetingPlan, Phase, Presenter } from '../../meeting.ts';
import { ruleSchema } from './rule.ts';

/**
 * Of what comes from outside and is counted on from: far beyond any meeting, and far from where
 * numbers cease to be exact.
 */
export const MOST_COUNTED = 2 ** 40;

const line = z.string().max(200);
/** A PNG or JPEG of at most 150 KB; anything that could carry a script is refused. */
const emblem = z
  .string()
  .max(200_000)
  .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/);

export const meetingIdSchema: z.ZodType<MeetingId, string> = z
  .string()
  .regex(/^[a-z0-9]{12}$/)
  .transform((id) => id as MeetingId);

export const presenterSchema: z.ZodType<Presenter> = z.strictObject({
  name: line,
  unit: line,
  post: line,
});

export const meetingPlanSchema: z.ZodType<MeetingPlan> = z.strictObject({
  title: line,
  unit: line,
  place: line,
  heldOn: line,
  rule: ruleSchema,
  // Longer than RULE-1 allows, so that the 61st presenter is refused in words and not by shape.
  presenters: z.array(presenterSchema).max(500),
  display: z.enum(['live', 'batched', 'turnout']),
  emblem: emblem.nullable(),
});

const people = z.number().int().min(0).max(1_000_000).nullable();

export const meetingPapersSchema: z.ZodType<MeetingPapers> = z.strictObject({
  attendance: z.array(z.strictObject({ expected: people, present: people })).max(20),
  host: line,
  scrutineers: z.tuple([line, line]),
  teller: line,
});

export const phaseSchema: z.ZodType<Phase> = z.enum(['draft', 'open', 'paused', 'closed']);

/** A meeting as a store keeps it; parsed when it is read back, so that a damaged one is noticed. */
export const meetingSchema: z.ZodType<Meeting, unknown> = z.strictObject({
  id: meetingIdSchema,
  version: z.number().int().min(1),
  plan: meetingPlanSchema,
  papers: meetingPapersSchema,
  phase: phaseSchema,
  round: z.number().int().min(1),
  voidedRounds: z.number().int().min(0),
  rehearsal: z.boolean(),
  closingAt: z.number().nullable(),
  revealed: z.number().int().min(0),
  alarm: z.enum(['box_mismatch', 'older_data']).nullable(),
  // Absent in records that were written before there were any.
  seenRevision: z.number().int().min(0).default(0),
  revisionLead: z.number().int().min(0).default(0),
  createdAt: z.number(),
});
