import './control.css';
import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { Refusal } from '../../../shared/result.ts';
import { refusalText } from '../../api.ts';
import { type LiveOverview, lastOverview, useLiveOverview, withAnswer } from '../../connection.ts';
import { seenMeeting } from '../../seen-meeting.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';
import { ActDialog } from './ActDialog.tsx';
import { Alarms } from './Alarms.tsx';
import { EventLog } from './EventLog.tsx';
import { Figures } from './Figures.tsx';
import { Keys } from './Keys.tsx';
import { Links } from './Links.tsx';
import { NextStepCard } from './NextStepCard.tsx';
import { nextStep } from './next-step.ts';
import { ReadinessList } from './ReadinessList.tsx';
import { mayOpen, readiness, smallGroups } from './readiness.ts';
import { ScreenPreview } from './ScreenPreview.tsx';
import { useActs } from './use-acts.ts';
import { useAddresses } from './use-addresses.ts';

/** The page of the day: one next step, and all that the person who takes it must know. */
export function ControlPage({ meetingId }: { readonly meetingId: MeetingId }) {
  const live = useLiveOverview(meetingId);
  const [done, setDone] = useState<MeetingDetail | null>(null);
  const told = lastOverview(live);
  const overview = told === null ? null : withAnswer(told, done);
  return (
    <MeetingFrame meetingId={meetingId} tab="control" meeting={overview?.meeting ?? null}>
      {live.state === 'refused' && <Refused meetingId={meetingId} refusal={live.refusal} />}
      {live.state === 'connecting' && <p role="status">正在连接服务器……</p>}
      {overview !== null && (
        <Control meetingId={meetingId} live={live} overview={overview} onDone={setDone} />
      )}
    </MeetingFrame>
  );
}

interface RefusedProps {
  readonly meetingId: MeetingId;
  readonly refusal: Refusal;
}

/** [PHASE-7] In a copy from before the meeting was made there is nothing that could be halted. */
function Refused({ meetingId, refusal }: RefusedProps) {
  const isMissing =
    refusal.code === 'meeting_unknown' && seenMeeting(() => localStorage, meetingId) !== null;
  return (
    <Notice kind="error">
      {refusalText(refusal)}
      {isMissing &&
        '这台电脑此前打开过它。如果会议没有被删除，则可能恢复了较早的备份，或启动时用错了数据目录：请停止服务，换回最新的数据目录，再重新启动。'}
    </Notice>
  );
}

interface ControlProps {
  readonly meetingId: MeetingId;
  readonly live: LiveOverview;
  readonly overview: Overview;
  readonly onDone: (detail: MeetingDetail) => void;
}

function Control({ meetingId, live, overview, onDone }: ControlProps) {
  const acts = useActs(meetingId, overview, live.state === 'stale', onDone);
  const addresses = useAddresses();
  const lines = readiness(overview, addresses);
  const next = nextStep(overview.meeting, mayOpen(lines));
  // Keyed, since they change places: a new link's token is known to its section alone.
  const links = (
    <Links key="links" meetingId={meetingId} log={overview.log} addresses={addresses} />
  );
  const log = <EventLog key="log" log={overview.log} rehearsal={overview.snapshot.rehearsal} />;
  return (
    <>
      <Alarms live={live} overview={overview} />
      {overview.meeting.phase !== 'draft' && <LiveSecrecy overview={overview} />}
      <div class={`control${live.state === 'stale' ? ' control-stale' : ''}`}>
        <div class="control-main">
          <NextStepCard
            meetingId={meetingId}
            live={live}
            overview={overview}
            next={next}
            ready={mayOpen(lines)}
            acts={acts}
          />
          {overview.meeting.phase === 'draft' && (
            <ReadinessList meetingId={meetingId} lines={lines} />
          )}
          {overview.meeting.phase === 'draft' ? [links, log] : [log, links]}
        </div>
        <div class="control-side">
          <Figures overview={overview} />
          <ScreenPreview overview={overview} />
        </div>
      </div>
      <ActDialog acts={acts} />
      <Keys meetingId={meetingId} main={next.main} acts={acts} />
    </>
  );
}

/** [SECRET-3] Said again while it happens; it cannot be changed any more then. */
function LiveSecrecy({ overview }: { readonly overview: Overview }) {
  const { plan, phase, alarm } = overview.meeting;
  const small = smallGroups(overview);
  if (plan.display !== 'live' || phase === 'closed' || alarm !== null) return null;
  if (small.length === 0) return null;
  return (
    <Notice kind="warning">
      {small.join('、')}不足 10 张，大屏实时显示可能泄露个人评价，测评期间请勿投影得分。
    </Notice>
  );
}
