import type { MeetingArchive } from './store.ts';

/** A store must be able to count on from it, and read it again then. */
const MOST_COUNTED = 2 ** 48;
/** The last moment that a date can be, in ms since the epoch. */
const LAST_MOMENT = 8.64e15;

/**
 * [ARCHIVE-1] Whether the meeting can be gone on with where it is taken in: its numbers leave room
 * for more, its times are dates, and nothing is under way in it that only a running vote has.
 */
export function canGoOn(archive: MeetingArchive): boolean {
  const { closingAt, revealed, plan } = archive.meeting;
  return (
    closingAt === null &&
    revealed <= plan.presenters.length &&
    countedIn(archive).every((count) => count <= MOST_COUNTED) &&
    momentsIn(archive).every((moment) => Math.abs(moment) <= LAST_MOMENT)
  );
}

function countedIn({ meeting, revision }: MeetingArchive): readonly number[] {
  const { version, round, voidedRounds, seenRevision, revisionLead } = meeting;
  return [revision, version, round, voidedRounds, seenRevision, revisionLead];
}

function momentsIn(archive: MeetingArchive): readonly number[] {
  const { meeting, log, voidedRounds, links, batches } = archive;
  return [
    meeting.createdAt,
    ...log.map(({ at }) => at),
    ...voidedRounds.map(({ voidedAt }) => voidedAt),
    ...links.flatMap(({ createdAt, revokedAt }) => [createdAt, revokedAt ?? createdAt]),
    ...batches.map(({ mintedAt }) => mintedAt),
  ];
}
