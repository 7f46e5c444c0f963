import type { MeetingId } from '../../../../shared/identifiers.ts';
import {
  type Meeting,
  type MeetingPlan,
  meetingShape,
  newMeeting,
  type TicketCounts,
} from '../../../../shared/meeting.ts';
import type { Overview } from '../../../../shared/protocol/organizer.ts';
import { screenSnapshot } from '../../../../shared/screen-snapshot.ts';
import { emptyTally } from '../../../../shared/tally.ts';
import { noticePlan } from '../../../notice-plan.ts';

/** 180 out, 178 back: one of each group is still missing. */
export const TICKETS: readonly TicketCounts[] = [
  { minted: 30, fresh: 1, spent: 29, voided: 0 },
  { minted: 152, fresh: 1, spent: 149, voided: 2 },
];

export function meetingOf(change: Partial<Meeting> = {}, plan: Partial<MeetingPlan> = {}): Meeting {
  return { ...newMeeting('meeting00001' as MeetingId, noticePlan(plan), 0), ...change };
}

export function overviewOf(
  meeting: Meeting = meetingOf({ phase: 'open' }),
  change: Partial<Overview> = {},
  revision = 7,
): Overview {
  const tickets = change.tickets ?? TICKETS;
  const nothing = emptyTally(meetingShape(meeting.plan));
  return {
    meeting,
    tickets,
    phones: 150,
    screens: 1,
    returnedPerMinute: 12,
    log: [],
    storage: { state: 'ok' },
    lossy: false,
    snapshot: screenSnapshot({
      meeting,
      revision,
      tickets,
      actual: nothing,
      shown: nothing,
      interrupted: false,
      closingInMs: meeting.closingAt,
    }),
    ...change,
  };
}
