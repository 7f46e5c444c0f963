import { z } from 'zod';
import type {
  CommandRequest,
  MintRequest,
  NewMeetingRequest,
  NewScreenLinkRequest,
  OlderData,
  PapersRequest,
  PastedPresenters,
  PlanRequest,
  SignInRequest,
  VoidTicketsRequest,
} from '../http.ts';
import type { OrganizerAuth } from '../organizer.ts';
import type { ScreenAuth } from '../screen.ts';
import {
  MOST_COUNTED,
  meetingIdSchema,
  meetingPapersSchema,
  meetingPlanSchema,
  phaseSchema,
} from './meeting.ts';

export const MOST_TICKETS_AT_ONCE = 20_000;

export const signInSchema: z.ZodType<SignInRequest> = z.union([
  z.strictObject({ token: z.string().max(200) }),
  z.strictObject({ password: z.string().max(1000) }),
]);

const version = z.number().int().min(1);

export const newMeetingSchema: z.ZodType<NewMeetingRequest> = z.strictObject({
  plan: meetingPlanSchema,
});

export const planRequestSchema: z.ZodType<PlanRequest> = z.strictObject({
  version,
  plan: meetingPlanSchema,
});

export const papersRequestSchema: z.ZodType<PapersRequest> = z.strictObject({
  version,
  papers: meetingPapersSchema,
});

export const mintSchema: z.ZodType<MintRequest> = z.strictObject({
  counts: z.array(z.number().int().min(0).max(MOST_TICKETS_AT_ONCE)).min(1).max(6),
});

export const voidTicketsSchema: z.ZodType<VoidTicketsRequest> = z.union([
  z.strictObject({ codes: z.array(z.string().max(100)).min(1).max(1000) }),
  z.strictObject({ batch: z.number().int().min(1) }),
]);

export const MOST_COUNTDOWN_SECONDS = 600;

/** Compared with what is there, and never counted on from. */
const figure = z.number().int().min(0);

const olderDataSchema: z.ZodType<OlderData> = z.strictObject({
  revision: figure,
  seenRevision: figure,
  phase: phaseSchema,
  issued: figure,
  returned: figure,
});

export const commandSchema: z.ZodType<CommandRequest> = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.enum(['open', 'pause', 'resume', 'cancelClosing', 'startRehearsal']),
  }),
  z.strictObject({
    command: z.literal('close'),
    countdownSeconds: z.number().int().min(0).max(MOST_COUNTDOWN_SECONDS),
    confirmed: z.literal(true),
  }),
  z.strictObject({
    command: z.literal('reveal'),
    how: z.enum(['next', 'all']),
    revealed: z.number().int().min(0),
  }),
  z.strictObject({
    command: z.literal('endRehearsal'),
    confirmed: z.literal(true),
  }),
  z.strictObject({
    command: z.literal('acceptOlderData'),
    shown: olderDataSchema,
    confirmed: z.literal(true),
  }),
  z.strictObject({
    command: z.literal('voidRound'),
    reason: z.string().max(200),
    confirmed: z.literal(true),
  }),
]);

export const newScreenLinkSchema: z.ZodType<NewScreenLinkRequest> = z.strictObject({
  kind: z.enum(['screen', 'host']),
});

export const pastedPresentersSchema: z.ZodType<PastedPresenters> = z.strictObject({
  text: z.string().max(200_000),
});

/** What stands in the path of a route about one meeting. */
export const meetingParamsSchema = z.object({ meeting: meetingIdSchema });

export const screenLinkParamsSchema = z.object({
  meeting: meetingIdSchema,
  link: z.string().max(100),
});

export const screenAuthSchema: z.ZodType<ScreenAuth> = z.object({
  protocol: z.number(),
  token: z.string().max(200),
});

/**
 * What a console remembers; absent or unreadable, nothing was seen: whatever stands in a browser's
 * storage must not keep the console out.
 */
const seenRevision = z.number().int().min(0).max(MOST_COUNTED).catch(0);

/** A header of a console's act. */
export const seenRevisionHeaderSchema: z.ZodType<number, unknown> = z.coerce
  .number()
  .pipe(seenRevision)
  .catch(0);

export const organizerAuthSchema: z.ZodType<OrganizerAuth, unknown> = z.object({
  protocol: z.number(),
  meeting: z.string().max(100),
  seen: seenRevision,
});
