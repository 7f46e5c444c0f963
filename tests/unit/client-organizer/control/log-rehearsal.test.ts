import { expect, test } from 'vitest';
import { rehearsedEntries } from '../../../../client-organizer/views/control/log-rehearsal.ts';
import type { LogEvent } from '../../../../shared/protocol/organizer.ts';

function marked(events: readonly LogEvent[], rehearsal: boolean): readonly LogEvent[] {
  const log = events.map((event) => ({ at: 0, role: 'organizer', event, figures: {} }) as const);
  const rehearsed = rehearsedEntries(log, rehearsal);
  return events.filter((_, index) => rehearsed[index]);
}

test('[PHASE-4] what lies between the beginning and the end of a rehearsal is marked', () => {
  const events = ['meeting_created', 'rehearsal_started', 'paused', 'rehearsal_ended', 'opened'];
  expect(marked(events as LogEvent[], false)).toEqual(['paused']);
});

test('[PHASE-4] a rehearsal that still runs, and one whose beginning the log no longer holds', () => {
  expect(marked(['plan_changed', 'rehearsal_started', 'opened'], true)).toEqual(['opened']);
  expect(marked(['opened', 'closed', 'rehearsal_ended', 'plan_changed'], false)).toEqual([
    'opened',
    'closed',
  ]);
  expect(marked(['opened', 'closed'], true)).toEqual(['opened', 'closed']);
});
