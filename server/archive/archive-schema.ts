import { z } from 'zod';
import type { Marks } from '../../shared/ballot.ts';
import type { Commitment, InnerHash, Receipt } from '../../shared/identifiers.ts';
import { meetingSchema } from '../../shared/protocol/schemas/meeting.ts';
import { MOST_MARKS } from '../../shared/protocol/schemas/voter.ts';
import { CROCKFORD } from '../../shared/ticket-code.ts';
import { logEntrySchema, voidedRoundSchema } from '../store/records.ts';
import type { ArchivedTicket, MeetingArchive } from '../store/store.ts';

/** More than 10 grades and a blank need; each mark is one character. */
const MARK_BASE = 36;

const count = z.number().int().min(0).max(0xffff_ffff);
const moment = z.number().int().min(0);
const numbered = z.number().int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const receipt = z.string().regex(new RegExp(`^[${CROCKFORD}]{8}$`));

const ballotSchema: z.ZodType<Marks, unknown> = z
  .string()
  .max(MOST_MARKS)
  .regex(/^[0-9a-z]*$/)
  .transform((word) => Array.from(word, (mark) => Number.parseInt(mark, MARK_BASE)));

/** [SECRET-2] Words sort as ballots do. */
export function ballotWord(marks: Marks): string {
  return marks.map((mark) => mark.toString(MARK_BASE)).join('');
}

const ticket = {
  commitment: sha256.transform((hash) => hash as Commitment),
  group: z.number().int().min(0),
  batch: numbered,
};

const ticketSchema: z.ZodType<ArchivedTicket, unknown> = z.discriminatedUnion('state', [
  z.strictObject({ ...ticket, state: z.enum(['fresh', 'voided']) }),
  z.strictObject({
    ...ticket,
    state: z.literal('spent'),
    inner: sha256.transform((hash) => hash as InnerHash),
    receipt: receipt.transform((code) => code as Receipt),
  }),
]);

/** The content of a file. Whether it agrees with itself is the store's to say. */
export const archiveSchema: z.ZodType<MeetingArchive, unknown> = z.strictObject({
  meeting: meetingSchema,
  // A store must be able to count on from it.
  revision: numbered.max(2 ** 48),
  log: z.array(logEntrySchema),
  voidedRounds: z.array(voidedRoundSchema),
  links: z.array(
    z.strictObject({
      // It stands in addresses: points and slashes would turn an act against another meeting.
      id: z.string().regex(/^[a-z0-9]{1,100}$/),
      kind: z.enum(['screen', 'host']),
      createdAt: moment,
      revokedAt: moment.nullable(),
      tokenHash: sha256,
    }),
  ),
  batches: z.array(z.strictObject({ batch: numbered, mintedAt: moment })),
  tickets: z.array(ticketSchema),
  box: z.array(z.strictObject({ ballots: z.array(ballotSchema), empty: count })),
  tally: z.strictObject({
    counts: z.array(count),
    returned: z.array(count),
    blank: z.array(count),
  }),
});
