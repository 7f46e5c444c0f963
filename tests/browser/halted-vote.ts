import type { MeetingId } from '../../shared/identifiers.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

/** Halts a meeting as a box does that disagrees with its tally. */
export async function haltVote({ store }: ServerUnderTest, id: MeetingId): Promise<void> {
  const state = await store.readMeeting(id);
  if (state === null) throw new Error('there is no such meeting');
  const { meeting } = state;
  const next = { ...meeting, version: meeting.version + 1, alarm: 'box_mismatch' } as const;
  const entry = { at: 0, role: 'server', event: 'alarm_raised', figures: {} } as const;
  const outcome = await store.changeMeeting({ before: meeting, next, entry, box: 'keep' });
  if (outcome !== 'changed') throw new Error(`the alarm was not kept: ${outcome}`);
}
