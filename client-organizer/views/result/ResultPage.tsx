import type { MeetingId } from '../../../shared/identifiers.ts';
import { refusalText } from '../../api.ts';
import { lastOverview, useLiveOverview } from '../../connection.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';

export function ResultPage({ meetingId }: { readonly meetingId: MeetingId }) {
  const live = useLiveOverview(meetingId);
  const meeting = lastOverview(live)?.meeting ?? null;
  return (
    <MeetingFrame meetingId={meetingId} tab="result" meeting={meeting}>
      {live.state === 'refused' && <Notice kind="error">{refusalText(live.refusal)}</Notice>}
      {meeting !== null && meeting.phase !== 'closed' && (
        <Notice kind="info">测评结束后才能查看结果。</Notice>
      )}
    </MeetingFrame>
  );
}
