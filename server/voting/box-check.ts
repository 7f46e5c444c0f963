import type { MeetingId } from '../../shared/identifiers.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import { returnedInAll, sameTally } from '../../shared/tally.ts';
import { isOutage } from '../store/store.ts';
import type { VotingParts } from './parts.ts';

const MOST_ATTEMPTS = 5;

/**
 * Counts the box anew and compares. A difference, or a box that cannot be read, halts the meeting
 * with a durable alarm; neither box nor tally may ever be corrected after the other. True when
 * they agree. Repeating on a halted meeting changes nothing.
 */
export async function checkBox(parts: VotingParts, id: MeetingId): Promise<boolean> {
  const difference = await findDifference(parts, id);
  if (difference === null) return true;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const state = await parts.store.readMeeting(id);
    if (state === null || state.meeting.alarm !== null) return false;
    const { meeting } = state;
    const outcome = await parts.store.changeMeeting({
      before: meeting,
      next: { ...meeting, version: meeting.version + 1, closingAt: null, alarm: 'box_mismatch' },
      entry: { at: parts.now(), role: 'server', event: 'alarm_raised', figures: difference },
      box: 'keep',
    });
    if (outcome === 'changed') return false;
  }
  throw new Error('the alarm of a box that disagrees with its tally could not be kept');
}

async function findDifference(
  parts: VotingParts,
  id: MeetingId,
): Promise<LogEntry['figures'] | null> {
  try {
    const { counted, kept } = await parts.store.recountBox(id);
    if (sameTally(counted, kept)) return null;
    return { counted: returnedInAll(counted), kept: returnedInAll(kept) };
  } catch (error) {
    if (isOutage(error)) throw error;
    return { damage: error instanceof Error ? error.message : String(error) };
  }
}
