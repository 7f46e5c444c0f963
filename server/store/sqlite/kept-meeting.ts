import type { Shape } from '../../../shared/ballot.ts';
import { type Meeting, meetingShape, type TicketCounts } from '../../../shared/meeting.ts';
import type { TicketBatch } from '../../../shared/protocol/http.ts';
import type { Tally } from '../../../shared/tally.ts';
import type { MeetingState } from '../store.ts';
import type { FreeSlots } from './free-slots.ts';

/**
 * A meeting as this process keeps it in memory: always what is durable on disk, never ahead of it.
 * Replaced as a whole after a commit, so that a reader holds one moment. Only `freeSlots` is changed
 * in place; it is seen by casting alone.
 */
export interface KeptMeeting {
  /** Of the row in table `meeting`. */
  readonly key: number;
  readonly meeting: Meeting;
  readonly revision: number;
  readonly tally: Tally;
  readonly shown: Tally;
  readonly batches: readonly TicketBatch[];
  readonly freeSlots: FreeSlots;
}

export const NO_TICKETS: TicketCounts = { minted: 0, fresh: 0, spent: 0, voided: 0 };

/** The plan is frozen while there are ballots (RULE-3), so the shape of the box follows from it. */
export function shapeOfKept(kept: KeptMeeting): Shape {
  return meetingShape(kept.meeting.plan);
}

export function stateOf(kept: KeptMeeting): MeetingState {
  return {
    meeting: kept.meeting,
    revision: kept.revision,
    tickets: kept.meeting.plan.rule.groups.map((_, group) =>
      kept.batches.reduce(
        (sum, batch) => addCounts(sum, batch.tickets[group] ?? NO_TICKETS),
        NO_TICKETS,
      ),
    ),
    batches: kept.batches,
    tally: kept.tally,
    shown: kept.shown,
  };
}

/** Counts after some tickets of one batch and group were added, or changed their state. */
export function addTickets(
  batches: readonly TicketBatch[],
  place: { readonly batch: number; readonly group: number },
  change: Partial<TicketCounts>,
): readonly TicketBatch[] {
  return batches.map((batch) =>
    batch.batch === place.batch
      ? {
          ...batch,
          tickets: batch.tickets.map((counts, group) =>
            group === place.group ? addCounts(counts, { ...NO_TICKETS, ...change }) : counts,
          ),
        }
      : batch,
  );
}

function addCounts(one: TicketCounts, other: TicketCounts): TicketCounts {
  return {
    minted: one.minted + other.minted,
    fresh: one.fresh + other.fresh,
    spent: one.spent + other.spent,
    voided: one.voided + other.voided,
  };
}
