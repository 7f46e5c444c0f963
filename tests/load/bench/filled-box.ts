import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts';
import type { NewTicket, Store } from '../../../server/store/store.ts';
import { crockford } from '../../../server/voting/random-text.ts';
import {
  commitmentOf,
  innerHashOf,
  newTicketSecret,
  receiptOf,
} from '../../../server/voting/ticket-hashes.ts';
import type { CastKey, MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { meetingShape, newMeeting } from '../../../shared/meeting.ts';
import type { LogEntry, LogEvent } from '../../../shared/protocol/organizer.ts';
import { noticePlan } from '../../notice-plan.ts';

/** An open meeting with ballots in its box, and tickets that are still fresh. */
export interface FilledBox {
  readonly meeting: MeetingId;
  readonly round: number;
  readonly fresh: readonly TicketSecret[];
}

const CASTS_AT_ONCE = 1000;
const MINTED_AT_ONCE = 20_000;

/**
 * Fills a box through the store itself, with no server running: a hundred thousand phones would
 * take longer to connect than their ballots take to be kept.
 */
export async function fillBox(dataDir: string, ballots: number, fresh: number): Promise<FilledBox> {
  const store = await openSqliteStore({ file: join(dataDir, 'pingyi.db') });
  try {
    const meeting = newMeeting(newMeetingId(), noticePlan(), Date.now());
    await store.createMeeting(meeting, entry('meeting_created'));
    const secrets = await mint(store, meeting.id, ballots + fresh);
    const opened = { ...meeting, phase: 'open', version: meeting.version + 1 } as const;
    await store.changeMeeting({ next: opened, entry: entry('opened'), box: 'prepare' });
    const cells = meetingShape(meeting.plan).presenters * meetingShape(meeting.plan).items;
    for (let cast = 0; cast < ballots; cast += CASTS_AT_ONCE)
      await castAll(
        store,
        meeting.id,
        secrets.slice(cast, Math.min(ballots, cast + CASTS_AT_ONCE)),
        cells,
      );
    return { meeting: meeting.id, round: meeting.round, fresh: secrets.slice(ballots) };
  } finally {
    await store.close();
  }
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

async function castAll(
  store: Store,
  meeting: MeetingId,
  secrets: readonly TicketSecret[],
  cells: number,
): Promise<void> {
  const outcomes = await Promise.all(
    secrets.map((secret) => {
      const inner = innerHashOf(secret);
      const commitment = commitmentOf(inner);
      const receipt = receiptOf(commitment, randomBytes(16).toString('hex') as CastKey);
      const marks = Array.from(randomBytes(cells), (byte) => byte % 4);
      return store.cast({ meeting, round: 1, commitment, inner, receipt, marks });
    }),
  );
  if (outcomes.some(({ outcome }) => outcome !== 'accepted'))
    throw new Error('the box could not be filled');
}

function newMeetingId(): MeetingId {
  return crockford(randomBytes(10)).toLowerCase().slice(0, 12) as MeetingId;
}

function entry(event: LogEvent): LogEntry {
  return { at: Date.now(), role: 'organizer', event, figures: {} };
}
