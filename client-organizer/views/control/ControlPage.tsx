import type { MeetingId } from '../../../shared/identifiers.ts';
import { refusalText } from '../../api.ts';
import { lastOverview, useLiveOverview } from '../../connection.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';

export function ControlPage({ meetingId }: { readonly meetingId: MeetingId }) {
  const live = useLiveOverview(meetingId);
  const overview = lastOverview(live);
  return (
    <MeetingFrame meetingId={meetingId} tab="control" meeting={overview?.meeting ?? null}>
      {live.state === 'refused' && <Notice kind="error">{refusalText(live.refusal)}</Notice>}
      {live.state === 'stale' && <Notice kind="warning">数据暂停，正在重新连接服务器。</Notice>}
    </MeetingFrame>
  );
}
