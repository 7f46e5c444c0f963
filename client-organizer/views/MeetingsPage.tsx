import { useEffect, useState } from 'preact/hooks';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingDetail, MeetingSummary } from '../../shared/protocol/http.ts';
import { refusalText, request } from '../api.ts';
import { NOTICE_TEMPLATE } from '../notice-template.ts';
import { phaseWords } from '../phase-words.ts';
import { addressOf, goTo, type MeetingTab } from '../router.ts';
import { Button } from './base/Button.tsx';
import { TextField } from './base/Field.tsx';
import { Notice } from './base/Notice.tsx';
import { PageFrame } from './base/PageFrame.tsx';

export function MeetingsPage() {
  const [meetings, setMeetings] = useState<readonly MeetingSummary[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void request<readonly MeetingSummary[]>('GET', '/api/meetings').then((answer) => {
      if (answer.ok) setMeetings(answer.value);
      else setProblem(refusalText(answer));
    });
  }, []);
  return (
    <PageFrame title="会议">
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <NewMeeting first={meetings?.length === 0} />
      {meetings !== null && meetings.length > 0 && <MeetingList meetings={meetings} />}
    </PageFrame>
  );
}

function NewMeeting({ first }: { readonly first: boolean }) {
  const [title, setTitle] = useState('述职评议大会');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const create = async () => {
    setBusy(true);
    const plan = { ...NOTICE_TEMPLATE, title: title.trim() };
    const answer = await request<MeetingDetail>('POST', '/api/meetings', { plan });
    setBusy(false);
    if (answer.ok) goTo({ page: 'prepare', meetingId: answer.value.meeting.id });
    else setProblem(refusalText(answer));
  };
  return (
    <section class="section">
      <h2>{first ? '新建第一个会议' : '新建会议'}</h2>
      <p class="section-intro">
        按“述职评议大会”模板新建：测评等次、票类权重、测评项目都已填好，只需补上述职人名单。之后都可以修改，投票开启前随时有效。
      </p>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <form
        class="new-meeting"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && title.trim() !== '') void create();
        }}
      >
        <TextField label="会议名称" value={title} onInput={setTitle} maxLength={200} />
        <Button kind="primary" type="submit" busy={busy} disabled={title.trim() === ''}>
          新建会议
        </Button>
      </form>
    </section>
  );
}

function MeetingList({ meetings }: { readonly meetings: readonly MeetingSummary[] }) {
  return (
    <section class="section">
      <h2>已有会议</h2>
      <div class="table-frame">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">会议名称</th>
              <th scope="col">阶段</th>
              <th scope="col" class="figure">
                述职人
              </th>
              <th scope="col">新建时间</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const TAB_FOR_PHASE: Readonly<Record<MeetingSummary['phase'], MeetingTab>> = {
  draft: 'prepare',
  open: 'control',
  paused: 'control',
  closed: 'result',
};

function MeetingRow({ meeting }: { readonly meeting: MeetingSummary }) {
  const address = addressOf({
    page: TAB_FOR_PHASE[meeting.phase],
    meetingId: meeting.id as MeetingId,
  });
  return (
    <tr>
      <td>
        <a href={address}>{meeting.title.trim() === '' ? '未命名的会议' : meeting.title}</a>
      </td>
      <td>
        {phaseWords(meeting.phase)}
        {meeting.rehearsal && <strong class="rehearsal-mark">演练</strong>}
      </td>
      <td class="figure">{meeting.presenters} 名</td>
      <td>{new Date(meeting.createdAt).toLocaleString('zh-CN')}</td>
    </tr>
  );
}
