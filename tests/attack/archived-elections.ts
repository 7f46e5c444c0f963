import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ballotWord } from '../../server/archive/archive-schema.ts';
import { archiveText } from '../../server/archive/archive-text.ts';
import type { ArchivedTicket, MeetingArchive } from '../../server/store/store.ts';
import type { Marks } from '../../shared/ballot.ts';
import type { Election, Vote } from './election.ts';
import { holdElection } from './sample-elections.ts';

/** An election that was closed and exported before its box was shuffled. */
export interface ArchivedElection {
  readonly archive: MeetingArchive;
  /** In the order of casting. */
  readonly votes: readonly Vote[];
  /** In the order of their slots; late slots could only hold late ballots. */
  readonly bySlot: readonly Marks[];
}

/** `work` is where its store may have its files. */
export async function archiveElection(
  work: string,
  lateTickets: boolean,
): Promise<ArchivedElection> {
  const archives: (MeetingArchive | string)[] = [];
  const { votes } = await holdElection(work, {
    lateTickets,
    end: async (store, { id }) => {
      archives.push(await store.exportMeeting(id));
      await store.close();
    },
  });
  const [archive] = archives;
  if (archive === undefined || typeof archive === 'string') throw new Error('not exported');
  return { archive, votes, bySlot: readSlots(join(work, 'pingyi.db')) };
}

function readSlots(file: string): readonly Marks[] {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT ballot FROM box ORDER BY slot').all();
  database.close();
  return rows.map(({ ballot }) => marksOf(ballot as Uint8Array));
}

function marksOf(ballot: Uint8Array): Marks {
  return Array.from(ballot, (byte) => byte - 1);
}

/** The file alone, and the votes as an attacker finds them in it. */
export function writtenElection(
  folder: string,
  archive: MeetingArchive,
  votes: readonly Vote[],
): Election {
  writeFileSync(join(folder, 'meeting.json'), archiveText(archive));
  return {
    folder,
    tables: [],
    votes: votes.map(({ ballot, commitment, inner, receipt }) => ({
      ballot: Buffer.from(ballotWord(marksOf(ballot))),
      commitment: Buffer.from(commitment.toString('hex')),
      inner: Buffer.from(inner.toString('hex')),
      receipt,
    })),
  };
}

/** A file as somebody might write it in good faith. Each tells something, in its own way. */
export interface LeakyArchive {
  readonly name: string;
  /** The finding that must not be missed. */
  readonly tells: string;
  readonly of: (election: ArchivedElection) => MeetingArchive;
}

export const LEAKY_ARCHIVES: readonly LeakyArchive[] = [
  {
    name: 'ballots in the order of their slots, some of which were made late',
    tells: 'ballot: meeting.json: ballot, first copy ~ order of casting',
    of: ({ archive, bySlot }) => withBallots(archive, bySlot),
  },
  {
    name: 'ballots in the order of a box to which each was appended',
    tells: 'ballot: meeting.json: ballot, first copy ~ order of casting',
    of: inCastingOrder,
  },
  {
    name: 'tickets in the order in which they were spent',
    tells: 'ticket: meeting.json: inner, first copy ~ order of casting',
    of: ({ archive, votes }) => ({ ...archive, tickets: ticketsOf(archive, votes) }),
  },
  {
    name: 'ballots and tickets in one order, though it is that of nothing',
    tells: 'ballot: meeting.json: ballot, first copy ~ ticket: meeting.json: inner, first copy',
    of: ({ archive, votes }) => {
      const mixed = votes
        .map((vote) => ({ vote, place: randomInt(2 ** 40) }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ vote }) => vote);
      const ballots = mixed.map(({ ballot }) => marksOf(ballot));
      return { ...withBallots(archive, ballots), tickets: ticketsOf(archive, mixed) };
    },
  },
];

/** Ballots in the order of casting. */
export function inCastingOrder({ archive, votes }: ArchivedElection): MeetingArchive {
  return withBallots(
    archive,
    votes.map(({ ballot }) => marksOf(ballot)),
  );
}

/** All of the sample elections' tickets are of the first group, and all of them vote. */
function withBallots(archive: MeetingArchive, ballots: readonly Marks[]): MeetingArchive {
  return { ...archive, box: archive.box.with(0, { ballots, empty: 0 }) };
}

function ticketsOf(archive: MeetingArchive, votes: readonly Vote[]): readonly ArchivedTicket[] {
  const known = new Map(archive.tickets.map((ticket) => [ticket.commitment as string, ticket]));
  return votes.map(({ commitment }) => known.get(commitment.toString('hex')) as ArchivedTicket);
}
