import type { MeetingId } from '../../shared/identifiers.ts';
import { checkBox } from './box-check.ts';
import { finishClosing } from './finish-closing.ts';
import type { VotingParts } from './parts.ts';

/**
 * [PHASE-3] Before the doors open after a start: a running vote goes on only if its box and tally
 * agree, and a closing or a wipe that a crash cut short is finished. Returns the running votes.
 */
export async function resumeMeetings(parts: VotingParts): Promise<readonly MeetingId[]> {
  const running: MeetingId[] = [];
  for (const { id, phase, round } of await parts.store.listMeetings()) {
    if (phase === 'open' || phase === 'paused') {
      running.push(id);
      await checkBox(parts, id);
    } else if (phase === 'closed') await finishClosing(parts, id);
    else if (round > 1) await parts.store.scrub(id);
  }
  return running;
}
