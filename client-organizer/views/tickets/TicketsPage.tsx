import './tickets.css';
import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import { useMeetingDetail } from '../../meeting-detail.ts';
import { mintedBatch } from '../../minted-batch.ts';
import { smallGroups } from '../../plan-problems.ts';
import { addressOf } from '../../router.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';
import { AddressSection } from './AddressSection.tsx';
import { BatchesSection } from './BatchesSection.tsx';
import { MintSection } from './MintSection.tsx';
import { PrintView } from './PrintView.tsx';
import { TicketFigures } from './TicketFigures.tsx';
import { TicketsDone } from './TicketsDone.tsx';
import { VoidByCode } from './VoidByCode.tsx';

export function TicketsPage({ meetingId }: { readonly meetingId: MeetingId }) {
  const { current, read } = useMeetingDetail(meetingId);
  const detail = current.state === 'known' ? current.detail : null;
  const printing = mintedBatch.value;
  return (
    <MeetingFrame meetingId={meetingId} tab="tickets" meeting={detail?.meeting ?? null}>
      {current.state === 'unreadable' && <Notice kind="error">{current.problem}</Notice>}
      {detail !== null && printing?.meetingId === meetingId && (
        <PrintView plan={detail.meeting.plan} batch={printing} />
      )}
      {detail !== null && printing?.meetingId !== meetingId && (
        <TicketDesk detail={detail} read={read} />
      )}
    </MeetingFrame>
  );
}

interface TicketDeskProps {
  readonly detail: MeetingDetail;
  readonly read: () => Promise<void>;
}

function TicketDesk({ detail, read }: TicketDeskProps) {
  const [address, setAddress] = useState<string | null>(null);
  const { meeting, tickets } = detail;
  const small = meeting.plan.display === 'live' ? smallGroups(meeting.plan, tickets) : [];
  return (
    <>
      {meeting.plan.title.trim() === '' && (
        <Notice kind="warning">
          会议还没有名称，票上会缺会议名称。请先到
          <a href={addressOf({ page: 'prepare', meetingId: meeting.id })}>准备</a>填写。
        </Notice>
      )}
      {small.length > 0 && (
        <Notice kind="warning">
          {small.join('、')}，不足 10 张，而大屏设为“实时显示”，可能泄露个人的评价。请到
          <a href={addressOf({ page: 'prepare', meetingId: meeting.id })}>准备</a>
          改为“分批显示”或“只显示票数”。
        </Notice>
      )}
      <TicketFigures groups={meeting.plan.rule.groups} tickets={tickets} />
      {meeting.phase === 'closed' ? (
        <Notice kind="info">测评已经结束，不能再制票。</Notice>
      ) : (
        <>
          <AddressSection onChoose={setAddress} />
          <MintSection detail={detail} address={address} read={read} />
        </>
      )}
      {detail.batches.length > 0 && (
        <>
          <BatchesSection detail={detail} read={read} />
          <VoidByCode meetingId={meeting.id} read={read} />
          {meeting.phase !== 'closed' && <TicketsDone detail={detail} />}
        </>
      )}
    </>
  );
}
