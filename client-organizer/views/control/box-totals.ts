import { issued } from '../../../shared/meeting.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';

/** 发出 and 收回 over all groups. */
export function boxTotals({ tickets }: Pick<Overview, 'tickets'>): {
  readonly issued: number;
  readonly returned: number;
} {
  return {
    issued: tickets.reduce((sum, counts) => sum + issued(counts), 0),
    returned: tickets.reduce((sum, counts) => sum + counts.spent, 0),
  };
}
