import type { MeetingId } from '../../shared/identifiers.ts';
import type { Meeting } from '../../shared/meeting.ts';
import { olderDataOf, sameOlderData } from '../../shared/older-data.ts';
import type { OlderData } from '../../shared/protocol/http.ts';
import type { LogEvent } from '../../shared/protocol/organizer.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/result.ts';
import { returnedInAll } from '../../shared/tally.ts';
import type { MeetingState } from '../store/store.ts';
import { checkBox } from './box-check.ts';
import type { VotingParts } from './parts.ts';
import { toldRevision } from './told-revision.ts';

const MOST_ATTEMPTS = 5;
/**
 * Screens and other consoles may have seen later states than the console that said so. More than
 * all ballots and acts of a meeting, so that none of them takes the accepted data for old again.
 */
const BEYOND_WHAT_WAS_SEEN = 1_000_000;
const CHANGED_MEANWHILE = '数据刚刚又有变化，没有确认。请核对现在的数字后再决定。';

/**
 * [PHASE-7] Holds what a console has seen of a meeting (a told revision, or 0) against what is kept.
 * `older_data` where it has seen more than there is, which halts the meeting durably for everybody,
 * and for as long as nobody has accepted the data as they are. Null where nothing is the matter, or
 * there is no such meeting. Repeating changes nothing.
 */
export async function refuseOlderData(
  parts: VotingParts,
  id: MeetingId,
  seen: number,
): Promise<Refusal | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const state = await parts.store.readMeeting(id);
    if (state === null) return null;
    const { meeting } = state;
    const isNews = seen > Math.max(toldRevision(state), meeting.seenRevision);
    if (!isNews) return meeting.alarm === 'older_data' ? refuse('older_data') : null;
    const halted = { alarm: 'older_data', seenRevision: seen, closingAt: null } as const;
    if (await change(parts, state, halted, 'older_data_found', 'server'))
      return refuse('older_data');
  }
  throw new Error('the alarm of data that are older than what was seen could not be kept');
}

/**
 * [PHASE-7] Goes on with the data as they are; from here on they are newer than whatever was seen.
 * The box is counted anew, as at a start. `wrong_phase` unless `older_data` stands, `conflict` where
 * the data are no longer those that were `shown` to whoever accepts them.
 */
export async function acceptOlderData(
  parts: VotingParts,
  id: MeetingId,
  shown: OlderData,
): Promise<Result<null>> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const state = await parts.store.readMeeting(id);
    if (state === null) return refuse('meeting_unknown');
    const { meeting, revision } = state;
    if (meeting.alarm !== 'older_data') return refuse('wrong_phase');
    const there = olderDataOf({ ...state, revision: toldRevision(state) });
    if (!sameOlderData(there, shown)) return refuse('conflict', undefined, CHANGED_MEANWHILE);
    const newest = meeting.seenRevision + BEYOND_WHAT_WAS_SEEN;
    const revisionLead = Math.max(meeting.revisionLead, newest - revision);
    const accepted = { alarm: null, revisionLead } as const;
    if (await change(parts, state, accepted, 'older_data_accepted', 'organizer')) {
      await checkBox(parts, id);
      return ok(null);
    }
  }
  return refuse('conflict', undefined, CHANGED_MEANWHILE);
}

/** False where somebody else changed the meeting in between. */
async function change(
  parts: VotingParts,
  state: MeetingState,
  next: Partial<Meeting>,
  event: LogEvent,
  role: 'organizer' | 'server',
): Promise<boolean> {
  const { meeting } = state;
  const figures = {
    seen: next.seenRevision ?? meeting.seenRevision,
    revision: toldRevision(state),
    returned: returnedInAll(state.tally),
  };
  const outcome = await parts.store.changeMeeting({
    before: meeting,
    next: { ...meeting, ...next, version: meeting.version + 1 },
    entry: { at: parts.now(), role, event, figures },
    box: 'keep',
    // Accepted are those that were compared: other data may be put back under a server that runs.
    ...(event === 'older_data_accepted' ? { revision: state.revision } : {}),
  });
  return outcome === 'changed';
}
