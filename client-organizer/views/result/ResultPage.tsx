import './result.css';
import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting } from '../../../shared/meeting.ts';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { refusalText } from '../../api.ts';
import { lastOverview, useLiveOverview } from '../../connection.ts';
import { standingWords } from '../../phase-words.ts';
import { addressOf } from '../../router.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';
import { Cautions } from './Cautions.tsx';
import { Details } from './Details.tsx';
import { PapersForm } from './PapersForm.tsx';
import { Ranking } from './Ranking.tsx';
import { ResultActions } from './ResultActions.tsx';
import { type PaperKind, SummaryPaper } from './SummaryPaper.tsx';
import { useResult } from './use-result.ts';

/** What came out, what is printed of it, and what people write on the paper. */
export function ResultPage({ meetingId }: { readonly meetingId: MeetingId }) {
  const live = useLiveOverview(meetingId);
  const overview = lastOverview(live);
  const meeting = overview?.meeting ?? null;
  const result = useResult(meeting);
  return (
    <MeetingFrame meetingId={meetingId} tab="result" meeting={meeting}>
      {live.state === 'refused' && <Notice kind="error">{refusalText(live.refusal)}</Notice>}
      {live.state === 'connecting' && <p role="status">正在连接服务器……</p>}
      {live.state === 'stale' && (
        <Notice kind="warning">数据暂停：与服务器的连接中断，正在自动重连。</Notice>
      )}
      {meeting !== null && meeting.phase !== 'closed' && <NotYet meeting={meeting} />}
      {result.state === 'refused' && <Notice kind="error">{refusalText(result.refusal)}</Notice>}
      {overview !== null && result.state === 'known' && (
        <>
          <Cautions meeting={overview.meeting} table={result.table} />
          <Result table={result.table} />
        </>
      )}
      {meeting !== null && <PapersForm meeting={meeting} />}
    </MeetingFrame>
  );
}

function NotYet({ meeting }: { readonly meeting: Meeting }) {
  return (
    <Notice kind="info">
      测评结束后才能查看结果，目前
      {meeting.phase === 'draft' ? '处于准备阶段' : standingWords(meeting)}。
      <a href={addressOf({ page: 'control', meetingId: meeting.id })}>去会场控制</a>
      <br />
      汇总表上的应到、实到人数和监票人、计票人、主持人姓名，现在就可以在下面填写。
    </Notice>
  );
}

function Result({ table }: { readonly table: ResultTable }) {
  const [paper, setPaper] = useState<PaperKind>('full');
  return (
    <>
      <section class="section" aria-labelledby="ranking">
        <div class="result-head">
          <h2 id="ranking">{table.meeting.rehearsal ? '【演练】测评结果' : '测评结果'}</h2>
          <ResultActions meetingId={table.meeting.id} paper={paper} onPaper={setPaper} />
        </div>
        <Ranking table={table} />
      </section>
      <Details table={table} />
      <SummaryPaper table={table} kind={paper} />
    </>
  );
}
