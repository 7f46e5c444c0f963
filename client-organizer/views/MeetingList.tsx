import { useState } from 'preact/hooks';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingSummary } from '../../shared/protocol/http.ts';
import { refusalText, request } from '../api.ts';
import { standingWords } from '../phase-words.ts';
import { addressOf, type MeetingTab } from '../router.ts';
import { forgetSeen } from '../seen-meeting.ts';
import { Button } from './base/Button.tsx';
import { ConfirmDialog } from './base/ConfirmDialog.tsx';
import { Notice } from './base/Notice.tsx';

interface MeetingListProps {
  readonly meetings: readonly MeetingSummary[];
  readonly read: () => Promise<void>;
}

export function MeetingList({ meetings, read }: MeetingListProps) {
  const [asking, setAsking] = useState<MeetingSummary | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (meeting: MeetingSummary) => {
    setBusy(true);
    const answer = await request<null>('DELETE', `/api/meetings/${meeting.id}`);
    if (answer.ok) forgetSeen(() => localStorage, meeting.id);
    await read();
    setBusy(false);
    setAsking(null);
    setProblem(answer.ok ? null : refusalText(answer));
  };
  return (
    <section class="section" aria-labelledby="meeting-list">
      <h2 id="meeting-list">已有会议</h2>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <table class="table">
        <thead>
          <tr>
            <th scope="col">会议名称</th>
            <th scope="col">阶段</th>
            <th scope="col" class="figure meeting-detail">
              述职人
            </th>
            <th scope="col" class="meeting-detail">
              新建时间
            </th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} onDelete={() => setAsking(meeting)} />
          ))}
        </tbody>
      </table>
      {asking !== null && (
        <ConfirmDialog
          title={`删除“${titleOf(asking)}”？`}
          confirmLabel="删除会议"
          danger
          busy={busy}
          onCancel={() => setAsking(null)}
          onConfirm={() => void remove(asking)}
        >
          <p>
            {asking.presenters} 名述职人、测评办法和已制的测评票一并删除，印好的票全部失效。
            <strong>删除后不能恢复。</strong>
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

const TAB_FOR_PHASE: Readonly<Record<MeetingSummary['phase'], MeetingTab>> = {
  draft: 'prepare',
  open: 'control',
  paused: 'control',
  closed: 'result',
};

interface MeetingRowProps {
  readonly meeting: MeetingSummary;
  readonly onDelete: () => void;
}

function MeetingRow({ meeting, onDelete }: MeetingRowProps) {
  const address = addressOf({
    page: meeting.alarm === null ? TAB_FOR_PHASE[meeting.phase] : 'control',
    meetingId: meeting.id as MeetingId,
  });
  return (
    <tr>
      <td>
        <a href={address}>{titleOf(meeting)}</a>
      </td>
      <td class={meeting.alarm === null ? 'meeting-standing' : 'meeting-standing meeting-halted'}>
        {standingWords(meeting)}
        {meeting.rehearsal && <strong class="rehearsal-mark">演练</strong>}
      </td>
      <td class="figure meeting-detail">{meeting.presenters} 名</td>
      <td class="meeting-detail">{new Date(meeting.createdAt).toLocaleString('zh-CN')}</td>
      <td>
        {meeting.phase === 'draft' && meeting.voidedRounds === 0 ? (
          <Button kind="quiet" label={`删除${titleOf(meeting)}`} onClick={onDelete}>
            删除
          </Button>
        ) : (
          <span class="meeting-kept">{keptWords(meeting)}</span>
        )}
      </td>
    </tr>
  );
}

/** Why there is nothing to press: what was voted on is a record, unless it was a rehearsal. */
function keptWords({ phase, rehearsal, voidedRounds }: MeetingSummary): string {
  if (rehearsal) return '结束演练后可删除';
  if (phase === 'draft' && voidedRounds > 0) return '有作废的测评，不能删除';
  return phase === 'closed' ? '有结果，不能删除' : '已开启，不能删除';
}

function titleOf({ title }: MeetingSummary): string {
  return title.trim() === '' ? '未命名的会议' : title;
}
