import type { Meeting } from '../../../shared/meeting.ts';
import type { Cast, CastOutcome, TicketState } from '../store.ts';

/** What is known of the ticket of a cast. */
export interface CastTicket {
  readonly ofThisMeeting: boolean;
  readonly state: TicketState;
  /** Of the cast that spent it; means nothing before. */
  readonly receipt: string;
}

/** Either the answer is certain and nothing changes, or the ticket is to be spent. */
export type CastDecision = CastOutcome | { readonly outcome: 'spend' };

/** [CAST-1, CAST-3, CAST-4] The first that applies, in the order of `CastOutcome`. */
export function decideCast(
  cast: Cast,
  ticket: CastTicket | undefined,
  meeting: Meeting | undefined,
): CastDecision {
  if (ticket === undefined) return { outcome: 'ticket_unknown' };
  if (meeting === undefined || !ticket.ofThisMeeting) return { outcome: 'wrong_meeting' };
  if (cast.round !== meeting.round) return { outcome: 'wrong_round' };
  switch (ticket.state) {
    case 'voided':
      return { outcome: 'ticket_voided' };
    case 'spent':
      return { outcome: ticket.receipt === cast.receipt ? 'accepted' : 'ticket_used' };
    case 'fresh':
      return decideByPhase(meeting);
  }
}

function decideByPhase(meeting: Meeting): CastDecision {
  if (meeting.alarm !== null) return { outcome: 'meeting_halted' };
  switch (meeting.phase) {
    case 'draft':
      return { outcome: 'voting_not_open' };
    case 'open':
      return { outcome: 'spend' };
    case 'paused':
      return { outcome: 'voting_paused' };
    case 'closed':
      return { outcome: 'voting_closed' };
  }
}
