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

interface Asked {
  readonly act: Act;
  /** The moment that the question speaks of. */
  readonly shown: Overview;
}

interface Problem {
  readonly words: string;
  readonly act: Act;
  /** The moment that it was said of. */
  readonly at: Overview;
}

export interface Acts {
  /** The question that is on the screen. */
  readonly asking: Asked | null;
  /** Sent, and not answered yet: no second press may slip in between. */
  readonly busy: boolean;
  /** Nothing can be done: what is shown may be long past, and no answer would come. */
  readonly cutOff: boolean;
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
  cutOff: boolean,
  onDone: (detail: MeetingDetail) => void,
): Acts {
  const [asked, setAsked] = useState<Asked | null>(null);
  const asking = asked === null ? null : { ...asked, shown: momentShown(asked, overview) };
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const send = async ({ act, shown }: Asked, answers: Answers) => {
    setBusy(true);
    setProblem(null);
    const path = `/api/meetings/${meetingId}/commands`;
    const answer = await request<MeetingDetail>('POST', path, commandOf(act, answers, shown));
    setBusy(false);
    setAsked(null);
    if (answer.ok) onDone(answer.value);
    else setProblem({ words: refusedWords(answer), act, at: overview });
  };

  return {
    asking,
    busy,
    cutOff,
    problem: problem !== null && isNews(problem, overview) ? problem.words : null,
    start: (act) => {
      if (busy || cutOff) return;
      setProblem(null);
      if (
        questionBefore(
          act,
          overview,
          seenMeeting(() => localStorage, meetingId),
        ) === null
      )
        void send({ act, shown: overview }, NO_ANSWERS);
      else setAsked({ act, shown: overview });
    },
    confirm: (answers) => {
      if (asking !== null && !busy && !cutOff) void send(asking, answers);
    },
    cancel: () => setAsked(null),
  };
}

/**
 * The figures of a question follow the vote. [PHASE-7] Those of older data do not: what is confirmed
 * must have stood there long enough to be read, and the server refuses what is so no longer.
 */
function momentShown(asked: Asked, now: Overview): Overview {
  return asked.act === 'acceptOlderData' ? asked.shown : now;
}

/** What was refused is no news once the meeting or its store is in another state. */
function isNews({ act, at }: Problem, now: Overview): boolean {
  // Refused as the data had changed: to be read beside those that there are now.
  if (act === 'acceptOlderData') return at.meeting.alarm === now.meeting.alarm;
  return at.meeting.version === now.meeting.version && at.storage.state === now.storage.state;
}

/** Where the common words speak to a voter, words for the organizer. */
function refusedWords(refusal: Refusal): string {
  if (refusal.code === 'storage_unavailable')
    return '服务器暂时不能保存，操作没有完成。恢复后请再试。';
  return refusalText(refusal);
}
