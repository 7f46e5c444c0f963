import { issued, type Meeting, type TicketCounts } from './meeting.ts';
import type { OlderData } from './protocol/http.ts';

/** `revision` as it is told. */
export function olderDataOf(told: {
  readonly meeting: Pick<Meeting, 'phase' | 'seenRevision'>;
  readonly tickets: readonly TicketCounts[];
  readonly revision: number;
}): OlderData {
  const { meeting, tickets, revision } = told;
  return {
    revision,
    seenRevision: meeting.seenRevision,
    phase: meeting.phase,
    issued: tickets.reduce((sum, counts) => sum + issued(counts), 0),
    returned: tickets.reduce((sum, { spent }) => sum + spent, 0),
  };
}

/** Other data may have the same revision: two copies that went different ways. */
export function sameOlderData(one: OlderData, other: OlderData): boolean {
  return (
    one.revision === other.revision &&
    one.seenRevision === other.seenRevision &&
    one.phase === other.phase &&
    one.issued === other.issued &&
    one.returned === other.returned
  );
}
