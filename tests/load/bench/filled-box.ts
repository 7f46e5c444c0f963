import { randomBytes } from 'node:crypto';
import type { Cast, NewTicket, Store } from '../../../server/store/store.ts';
import { crockford } from '../../../server/voting/random-text.ts';
import {
  commitmentOf,
  innerHashOf,
  newTicketSecret,
  receiptOf,
} from '../../../server/voting/ticket-hashes.ts';
import type { CastKey, MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { type Meeting, meetingShape, newMeeting } from '../../../shared/meeting.ts';
import type { LogEntry, LogEvent } from '../../../shared/protocol/organizer.ts';
import { noticePlan } from '../../notice-plan.ts';

/** An open meeting in a store, made with no server running, and its tickets. */
export interface OpenBox {
  readonly meeting: Meeting;
  readonly secrets: readonly TicketSecret[];
}

/** The same with ballots in its box, and tickets that are still fresh. */
export interface FilledBox {
  readonly meeting: MeetingId;
  readonly round: number;
  readonly fresh: readonly TicketSecret[];
}

const CASTS_AT_ONCE = 1000;
const MINTED_AT_ONCE = 10_000;

/**
 * Fills a box through the store itself: a hundred thousand phones would take longer to connect than
 * their ballots take to be kept.
 */
export async function fillBox(store: Store, ballots: number, fresh: number): Promise<FilledBox> {
  const { meeting, secrets } = await openBox(store, ballots + fresh);
  for (let cast = 0; cast < ballots; cast += CASTS_AT_ONCE) {
    const some = secrets.slice(cast, Math.min(ballots, cast + CASTS_AT_ONCE));
    await castTogether(store, castsOf(meeting, some));
  }
  return { meeting: meeting.id, round: meeting.round, fresh: secrets.slice(ballots) };
}

/** The notice's meeting with `count` tickets in its two groups. */
export async function openBox(store: Store, count: number): Promise<OpenBox> {
  const meeting = newMeeting(newMeetingId(), noticePlan(), Date.now());
  await store.createMeeting(meeting, entry('meeting_created'));
  const secrets = await mint(store, meeting.id, count);
  const opened = { ...meeting, phase: 'open', version: meeting.version + 1 } as const;
  const change = { before: meeting, next: opened, entry: entry('opened'), box: 'prepare' } as const;
  await store.changeMeeting(change);
  return { meeting: opened, secrets };
}

/** A ballot for each ticket, with marks by chance. */
export function castsOf(
  { id, round, plan }: Meeting,
  secrets: readonly TicketSecret[],
): readonly Cast[] {
  const { presenters, items } = meetingShape(plan);
  return secrets.map((secret) => {
    const inner = innerHashOf(secret);
    const commitment = commitmentOf(inner);
    const receipt = receiptOf(commitment, randomBytes(16).toString('hex') as CastKey);
    const marks = Array.from(randomBytes(presenters * items), (byte) => byte % 4);
    return { meeting: id, round, commitment, inner, receipt, marks };
  });
}

/** Throws unless every one is accepted. */
export async function castTogether(store: Store, casts: readonly Cast[]): Promise<void> {
  const outcomes = await Promise.all(casts.map((cast) => store.cast(cast)));
  if (outcomes.some(({ outcome }) => outcome !== 'accepted'))
    throw new Error('a cast was not accepted');
}

async function mint(
  store: Store,
  meeting: MeetingId,
  count: number,
): Promise<readonly TicketSecret[]> {
  const secrets = Array.from({ length: count }, () => newTicketSecret(randomBytes));
  const tickets = secrets.map(
    (secret, place): NewTicket => ({
      commitment: commitmentOf(innerHashOf(secret)),
      group: place % 9 === 0 ? 0 : 1,
    }),
  );
  for (let done = 0; done < count; done += MINTED_AT_ONCE)
    await store.mintTickets(
      meeting,
      tickets.slice(done, done + MINTED_AT_ONCE),
      entry('tickets_minted'),
    );
  return secrets;
}

function newMeetingId(): MeetingId {
  return crockford(randomBytes(10)).toLowerCase().slice(0, 12) as MeetingId;
}

function entry(event: LogEvent): LogEntry {
  return { at: Date.now(), role: 'organizer', event, figures: {} };
}
