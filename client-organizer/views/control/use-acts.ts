import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import { refusalText, request } from '../../api.ts';
import { type LiveOverview, lastOverview } from '../../connection.ts';
import { type Answers, commandOf, NO_ANSWERS } from './command.ts';
import type { Act } from './next-step.ts';
import { questionBefore } from './question.ts';

export interface Acts {
  /** The act whose question is on the screen. */
  readonly asking: Act | null;
  /** Sent, or done but not yet to be seen in the overview: no second press may slip in between. */
  readonly busy: boolean;
  readonly problem: string | null;
  /** Asks where the act must be asked for, else does it. */
  readonly start: (act: Act) => void;
  readonly confirm: (answers: Answers) => void;
  readonly cancel: () => void;
}

/** The organizer's acts on a meeting, one at a time. */
export function useActs(meetingId: MeetingId, live: LiveOverview): Acts {
  const [asking, setAsking] = useState<Act | null>(null);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [doneVersion, setDoneVersion] = useState(0);
  const overview = lastOverview(live);
  const awaited =
    live.state === 'live' && overview !== null && overview.meeting.version < doneVersion;
  const busy = sending || awaited;

  const send = async (act: Act, answers: Answers) => {
    setSending(true);
    setProblem(null);
    const path = `/api/meetings/${meetingId}/commands`;
    const answer = await request<MeetingDetail>('POST', path, commandOf(act, answers));
    setSending(false);
    setAsking(null);
    if (answer.ok) setDoneVersion(answer.value.meeting.version);
    else setProblem(refusalText(answer));
  };

  return {
    asking,
    busy,
    problem,
    start: (act) => {
      if (busy || overview === null) return;
      setProblem(null);
      if (questionBefore(act, overview) === null) void send(act, NO_ANSWERS);
      else setAsking(act);
    },
    confirm: (answers) => {
      if (asking !== null && !busy) void send(asking, answers);
    },
    cancel: () => setAsking(null),
  };
}
