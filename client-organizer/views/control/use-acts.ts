import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { Refusal } from '../../../shared/result.ts';
import { refusalText, request } from '../../api.ts';
import { seenMeeting } from '../../seen-meeting.ts';
import { type Answers, commandOf, NO_ANSWERS } from './command.ts';
import type { Act } from './next-step.ts';
import { questionBefore } from './question.ts';

export interface Acts {
  /** The act whose question is on the screen. */
  readonly asking: Act | null;
  /** Sent, and not answered yet: no second press may slip in between. */
  readonly busy: boolean;
  readonly problem: string | null;
  /** Asks where the act must be asked for, else does it. */
  readonly start: (act: Act) => void;
  readonly confirm: (answers: Answers) => void;
  readonly cancel: () => void;
}

/**
 * The organizer's acts on a meeting, one at a time; `onDone` is told what the meeting has become,
 * which the answer knows before the next overview does.
 */
export function useActs(
  meetingId: MeetingId,
  overview: Overview,
  onDone: (detail: MeetingDetail) => void,
): Acts {
  const [asking, setAsking] = useState<Act | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ words: string; at: string } | null>(null);
  // What was refused then is no news once the meeting or its store is in another state.
  const moment = `${overview.meeting.version} ${overview.storage.state}`;

  const send = async (act: Act, answers: Answers) => {
    setBusy(true);
    setProblem(null);
    const { revealed } = overview.meeting;
    const path = `/api/meetings/${meetingId}/commands`;
    const answer = await request<MeetingDetail>('POST', path, commandOf(act, answers, revealed));
    setBusy(false);
    setAsking(null);
    if (answer.ok) onDone(answer.value);
    else setProblem({ words: refusedWords(answer), at: moment });
  };

  return {
    asking,
    busy,
    problem: problem?.at === moment ? problem.words : null,
    start: (act) => {
      if (busy) return;
      setProblem(null);
      if (
        questionBefore(
          act,
          overview,
          seenMeeting(() => localStorage, meetingId),
        ) === null
      )
        void send(act, NO_ANSWERS);
      else setAsking(act);
    },
    confirm: (answers) => {
      if (asking !== null && !busy) void send(asking, answers);
    },
    cancel: () => setAsking(null),
  };
}

/** Where the common words speak to a voter, words for the organizer. */
function refusedWords(refusal: Refusal): string {
  if (refusal.code === 'storage_unavailable')
    return '服务器暂时不能保存，操作没有完成。恢复后请再试。';
  return refusalText(refusal);
}
