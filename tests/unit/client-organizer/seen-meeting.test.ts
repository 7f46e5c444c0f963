import { expect, test } from 'vitest';
import { forgetSeen, rememberSeen, seenMeeting } from '../../../client-organizer/seen-meeting.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { meetingOf, TICKETS } from './control/moment.ts';

function storage(): () => Storage {
  const kept = new Map<string, string>();
  const some = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return () => some as unknown as Storage;
}

function blocked(): Storage {
  throw new Error('blocked');
}

function told(id: string, revision: number) {
  return { meeting: meetingOf({ id: id as MeetingId, phase: 'open' }), tickets: TICKETS, revision };
}

test('[PHASE-7] the latest state is remembered, an older one never instead', () => {
  const here = storage();
  expect(seenMeeting(here, 'one')).toBeNull();
  rememberSeen(here, told('one', 7), 100);
  rememberSeen(here, told('one', 5), 200);
  const seen = { revision: 7, at: 100, phase: 'open', issued: 180, returned: 178 };
  expect(seenMeeting(here, 'one')).toEqual(seen);
  expect(seenMeeting(here, 'other')).toBeNull();
  forgetSeen(here, 'one');
  expect(seenMeeting(here, 'one')).toBeNull();
});

test('[PHASE-7] where storage is blocked the page remembers, and nonsense in it is nothing', () => {
  rememberSeen(blocked, told('two', 3), 100);
  expect(seenMeeting(blocked, 'two')?.revision).toBe(3);
  forgetSeen(blocked, 'two');
  const here = storage();
  for (const nonsense of ['{', '7', 'null', '{}']) {
    here().setItem('pingyi.seen.three', nonsense);
    expect(seenMeeting(here, 'three')).toBeNull();
  }
});
