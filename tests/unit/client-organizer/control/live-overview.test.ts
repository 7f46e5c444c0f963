import { expect, test } from 'vitest';
import {
  heard,
  type LiveOverview,
  lastOverview,
  unheard,
  withAnswer,
  withOverview,
} from '../../../../client-organizer/connection.ts';
import { meetingOf, overviewOf } from './moment.ts';

const START: LiveOverview = { state: 'connecting' };
const earlier = overviewOf(meetingOf({ phase: 'open' }), { phones: 1 }, 7);
const later = overviewOf(meetingOf({ phase: 'closed' }), { phones: 2 }, 8);

test('[SCREEN-1] an overview of a smaller revision never replaces a newer one', () => {
  const live = withOverview(START, later, 10);
  expect(lastOverview(withOverview(live, earlier, 20))).toBe(later);
  expect(lastOverview(withOverview(withOverview(START, earlier, 10), later, 20))).toBe(later);
});

test('[SCREEN-1] the same revision with other figures is newer: phones come and go without votes', () => {
  const again = overviewOf(later.meeting, { phones: 3 }, 8);
  expect(lastOverview(withOverview(withOverview(START, later, 10), again, 20))?.phones).toBe(3);
});

test('[SCREEN-3] silence makes what is shown old, any sign of life makes it current again', () => {
  const live = withOverview(START, later, 10);
  expect(unheard(live)).toMatchObject({ state: 'stale', overview: later });
  expect(heard(unheard(live))).toMatchObject({ state: 'live', receivedAt: 10 });
  expect(withOverview(unheard(live), earlier, 20)).toMatchObject({
    state: 'live',
    overview: later,
  });
  expect(unheard(START)).toBe(START);
});

test('[PHASE-7] the alarm of older data replaces what they are older than, an answer included', () => {
  const alarm = overviewOf(meetingOf({ phase: 'open', alarm: 'older_data' }), {}, 3);
  const live = withOverview(withOverview(START, later, 10), alarm, 20);
  expect(lastOverview(live)).toBe(alarm);
  const answer = { meeting: later.meeting, revision: 8, tickets: [], batches: [], links: [] };
  expect(withAnswer(alarm, answer)).toBe(alarm);
  expect(withAnswer(earlier, answer).meeting.phase).toBe('closed');
  const accepted = overviewOf(meetingOf({ phase: 'open' }), {}, 9);
  expect(lastOverview(withOverview(live, accepted, 30))).toBe(accepted);
});
