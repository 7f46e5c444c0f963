import type { MeetingId } from '../../shared/identifiers.ts';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { checkBox } from '../voting/box-check.ts';
import type { VotingParts } from '../voting/parts.ts';
import { resultTable } from './table.ts';
import { resultVoidedRound } from './voided-round.ts';

/** Reveals, links and voided tickets are all that follows a closing in the log. */
const LOG_ENTRIES = 1000;

/**
 * The result of a closed meeting, revealed or not: the organizer prints it for the host. Refuses
 * with `meeting_unknown`, the alarm's own code while one stands, `box_mismatch` where the box, counted
 * once more, differs, `result_not_ready` before closing.
 */
export async function readResult(parts: VotingParts, id: MeetingId): Promise<Result<ResultTable>> {
  const { store } = parts;
  const state = await store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  if (state.meeting.alarm !== null) return refuse(state.meeting.alarm);
  if (state.meeting.phase !== 'closed') return refuse('result_not_ready');
  // Whoever closed may have died before counting: no figure leaves that the box does not bear out.
  if (!(await checkBox(parts, id))) return refuse('box_mismatch');
  const log = await store.readLog(id, LOG_ENTRIES);
  const closedAt = log.findLast(({ event }) => event === 'closed')?.at ?? null;
  const voidedRounds = (await store.readVoidedRounds(id)).map(resultVoidedRound);
  return ok(resultTable({ ...state, closedAt, voidedRounds }));
}
