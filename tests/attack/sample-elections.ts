import { randomBytes, randomInt } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { packBallot } from '../../shared/ballot.ts';
import type { Meeting } from '../../shared/meeting.ts';
import {
  castOf,
  close,
  draftMeeting,
  entryOf,
  newTickets,
  open,
  type PaperTicket,
  paperTickets,
  samplePlan,
} from '../contract/sample-meeting.ts';
import type { Election, Vote } from './election.ts';

export const VOTES = 120;
const PRESENTERS = 24;
const CELLS = PRESENTERS * 2;

/** Marks that nobody else has: an attacker who knows them finds them again. */
function uniqueMarks(): readonly number[] {
  return Array.from({ length: CELLS }, () => randomInt(4));
}

/** For stores that keep what they are given. */
export function randomVotes(): readonly Vote[] {
  return Array.from({ length: VOTES }, () => ({
    ballot: Buffer.from(packBallot(uniqueMarks())),
    commitment: randomBytes(32),
    inner: randomBytes(32),
    receipt: randomBytes(8),
  }));
}

/** How an election is held in our own store; the true order of casting is random each time. */
export interface Course {
  /** Half of the tickets are made only when the other half have voted. */
  readonly lateTickets: boolean;
  /** What is done after closing; the files are taken from `folder` once it is over. */
  readonly end: (store: Store, meeting: Meeting, folder: string) => Promise<void>;
}

/** Scrubbed and closed, as the server does it. */
export const SCRUBBED: Course['end'] = async (store, meeting) => {
  await store.scrub(meeting.id);
  await store.close();
};

/** The files as they are while the store works on, with its journal. */
export function copiedTo(copy: string): Course['end'] {
  return async (store, _, folder) => {
    cpSync(folder, copy, { recursive: true });
    await store.close();
  };
}

/** Leaves its files in `folder`. */
export async function holdElection(folder: string, course: Course): Promise<Election> {
  const name = randomBytes(8).toString('hex');
  const store = openSqliteStore({ file: join(folder, 'pingyi.db') });
  const plan = samplePlan(PRESENTERS);
  const { meeting: draft } = await draftMeeting(store, 0, { plan });
  const tickets = paperTickets(name, VOTES, 0);
  const half = course.lateTickets ? VOTES / 2 : VOTES;
  const mint = (some: readonly PaperTicket[]) =>
    store.mintTickets(draft.id, newTickets(some), entryOf('tickets_minted'));
  await mint(tickets.slice(0, half));
  const meeting = await open(store, draft.id);
  const votes = await castInAnyOrder(store, meeting, tickets.slice(0, half));
  if (course.lateTickets) await mint(tickets.slice(half));
  const later = await castInAnyOrder(store, meeting, tickets.slice(half));
  await close(store, meeting.id);
  await course.end(store, meeting, folder);
  return { folder, votes: [...votes, ...later] };
}

/** Returns the votes in the order in which they were cast. */
async function castInAnyOrder(
  store: Store,
  meeting: Meeting,
  tickets: readonly PaperTicket[],
): Promise<readonly Vote[]> {
  const waiting = [...tickets];
  const votes: Vote[] = [];
  while (waiting.length > 0) {
    const [ticket] = waiting.splice(randomInt(waiting.length), 1) as [PaperTicket];
    const cast = castOf(meeting, ticket, { marks: uniqueMarks() });
    await store.cast(cast);
    votes.push({
      ballot: Buffer.from(packBallot(cast.marks)),
      commitment: Buffer.from(cast.commitment, 'hex'),
      inner: Buffer.from(cast.inner, 'hex'),
      receipt: Buffer.from(cast.receipt, 'latin1'),
    });
  }
  return votes;
}
