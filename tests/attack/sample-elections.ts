import { randomBytes, randomInt } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { packBallot } from '../../shared/ballot.ts';
import { BATCH_LEAST } from '../../shared/display.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { Meeting } from '../../shared/meeting.ts';
import type { Tally } from '../../shared/tally.ts';
import {
  castOf,
  close,
  draftMeeting,
  entryOf,
  newTickets,
  open,
  type PaperTicket,
  paperTickets,
  readState,
  samplePlan,
} from '../contract/sample-meeting.ts';
import type { Election, Vote } from './election.ts';
import { leftBySqlite } from './sqlite-tables.ts';

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

/** How people vote. */
export interface Voting {
  readonly votes: number;
  /** Half of the tickets are made only when the other half have voted. */
  readonly lateTickets: boolean;
  /** Printed beside the others, in the other group, and voided before anybody votes. */
  readonly voided?: number;
  /** The screens are shown ballots in batches, as `batched` display has it. */
  readonly batched?: boolean;
  /** So many at once, each time; one by one where nothing is said. */
  readonly together?: number;
  /** After a third of the votes, and after two thirds. */
  readonly onTheWay?: () => Promise<void>;
}

export interface HeldVote {
  readonly meeting: Meeting;
  /** In the order in which they were cast, which is random each time. */
  readonly votes: readonly Vote[];
}

/** From the draft to closing; what comes after that is left to the caller. */
export async function holdVote(store: Store, voting: Voting): Promise<HeldVote> {
  const name = randomBytes(8).toString('hex');
  const { meeting: draft } = await draftMeeting(store, 0, { plan: samplePlan(PRESENTERS) });
  const mint = (some: readonly PaperTicket[]) =>
    store.mintTickets(draft.id, newTickets(some), entryOf('tickets_minted'));
  const tickets = paperTickets(name, voting.votes, 0);
  const half = voting.lateTickets ? voting.votes / 2 : voting.votes;
  await mint(tickets.slice(0, half));
  await voidSome(store, draft.id, paperTickets(`${name} voided`, voting.voided ?? 0, 1));
  const course = { voting, store, meeting: await open(store, draft.id) };
  const votes: Vote[] = [];
  await castInAnyOrder(course, tickets.slice(0, half), votes);
  if (voting.lateTickets) await mint(tickets.slice(half));
  await castInAnyOrder(course, tickets.slice(half), votes);
  return { meeting: await close(store, draft.id), votes };
}

async function voidSome(store: Store, id: MeetingId, papers: readonly PaperTicket[]) {
  const commitments = papers.map(({ commitment }) => commitment);
  await store.mintTickets(id, newTickets(papers), entryOf('tickets_minted'));
  await store.voidTickets(id, { commitments }, entryOf('tickets_voided'));
}

interface UnderWay {
  readonly voting: Voting;
  readonly store: Store;
  readonly meeting: Meeting;
}

/** Adds the votes in the order in which they were cast. */
async function castInAnyOrder(
  { voting, store, meeting }: UnderWay,
  tickets: readonly PaperTicket[],
  votes: Vote[],
): Promise<void> {
  const waiting = [...tickets];
  let waitingToBeShown = (await readState(store, meeting.id)).tally;
  while (waiting.length > 0) {
    const many = Math.min(voting.together ?? 1, waiting.length);
    const chosen = Array.from({ length: many }, () => takeAny(waiting));
    const before = votes.length;
    votes.push(...(await castTogether(store, meeting, chosen)));
    const hasPassed = (places: readonly number[]) =>
      places.some((place) => before < place && place <= votes.length);
    if (voting.batched && votes.length % BATCH_LEAST === 0)
      waitingToBeShown = await showNext(store, meeting, waitingToBeShown);
    if (hasPassed([voting.votes / 3, (2 * voting.votes) / 3])) await voting.onTheWay?.();
  }
}

function takeAny(waiting: PaperTicket[]): PaperTicket {
  return waiting.splice(randomInt(waiting.length), 1)[0] as PaperTicket;
}

/** As phones do it: their tickets are looked at first. */
async function castTogether(
  store: Store,
  meeting: Meeting,
  tickets: readonly PaperTicket[],
): Promise<readonly Vote[]> {
  const casts = tickets.map((ticket) => castOf(meeting, ticket, { marks: uniqueMarks() }));
  await Promise.all(casts.map(({ commitment }) => store.findTicket(commitment)));
  await Promise.all(casts.map((cast) => store.cast(cast)));
  return casts.map(({ marks, commitment, inner, receipt }) => ({
    ballot: Buffer.from(packBallot(marks)),
    commitment: Buffer.from(commitment, 'hex'),
    inner: Buffer.from(inner, 'hex'),
    receipt: Buffer.from(receipt, 'latin1'),
  }));
}

/** Shows what has waited for as many more, and returns what waits now. */
async function showNext(store: Store, meeting: Meeting, next: Tally): Promise<Tally> {
  const { shown, tally } = await readState(store, meeting.id);
  await store.saveShown(meeting.id, meeting.round, shown, next);
  return tally;
}

/** How an election is held in the embedded store. */
export interface Course {
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
  const store = openSqliteStore({ file: join(folder, 'pingyi.db') });
  const { lateTickets, end } = course;
  const { meeting, votes } = await holdVote(store, { votes: VOTES, lateTickets });
  await end(store, meeting, folder);
  return leftBySqlite(folder, votes);
}
