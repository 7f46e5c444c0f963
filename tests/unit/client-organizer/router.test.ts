import { describe, expect, test } from 'vitest';
import { addressOf, MEETING_TABS, readRoute } from '../../../client-organizer/router.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';

const MEETING = 'abc123def456' as MeetingId;

describe('the console’s addresses', () => {
  test.each(MEETING_TABS)('%s can be bookmarked and found again', (page) => {
    const route = { page, meetingId: MEETING };
    expect(readRoute(addressOf(route))).toEqual(route);
  });

  test('the health of the server can be bookmarked and found again', () => {
    expect(readRoute(addressOf({ page: 'health' }))).toEqual({ page: 'health' });
  });

  test.each([
    '',
    '#',
    '#/',
    '#/m/',
    '#/m/abc/prepare',
    `#/m/${MEETING}/secret`,
    '#sign-in=x',
    '#/health/x',
  ])('%j leads to the list', (hash) => {
    expect(readRoute(hash)).toEqual({ page: 'meetings' });
  });
});
