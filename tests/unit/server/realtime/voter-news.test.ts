import { describe, expect, test } from 'vitest';
import { whatIsNews } from '../../../../server/realtime/voter-news.ts';
import { hasNews } from '../../../../server/voting/followed-meeting.ts';
import type { LiveMoment } from '../../../../server/voting/live-moment.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { type Meeting, meetingShape, newMeeting } from '../../../../shared/meeting.ts';
import { emptyTally } from '../../../../shared/tally.ts';
import { noticePlan } from '../../../notice-plan.ts';

const open: Meeting = {
  ...newMeeting('abcdef123456' as MeetingId, noticePlan(), 0),
  phase: 'open',
};

function momentOf(meeting: Meeting, revision: number): LiveMoment {
  const tally = emptyTally(meetingShape(meeting.plan));
  const state = { meeting, revision, tickets: [], batches: [], tally, shown: tally };
  return { state, shown: tally, interrupted: false, closingDueAt: null };
}

describe('what phones are told after a moment', () => {
  test('nothing of another ballot in the box', () => {
    const [before, after] = [momentOf(open, 5), momentOf(open, 6)];
    expect(whatIsNews(before, after)).toEqual({ paper: false, status: false, tickets: false });
    expect(hasNews(before.state, after.state)).toBe(false);
  });

  test('[PHASE-7] that older data halted it, though what they had seen has the same version', () => {
    const paused = momentOf({ ...open, phase: 'paused' }, 9);
    const halted = momentOf({ ...open, alarm: 'older_data' }, 5);
    expect(halted.state.meeting.version).toBe(paused.state.meeting.version);
    expect(whatIsNews(paused, halted)).toMatchObject({ paper: false, status: true });
    expect(hasNews(paused.state, halted.state)).toBe(true);
  });

  test('[PHASE-7] the paper of older data, though it has the same version', () => {
    const plan = { ...open.plan, title: '述职评议大会（改）' };
    expect(whatIsNews(momentOf({ ...open, plan }, 9), momentOf(open, 5)).paper).toBe(true);
  });
});
