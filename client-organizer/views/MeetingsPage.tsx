import './meetings.css';
import { useEffect, useState } from 'preact/hooks';
import type { MeetingDetail, MeetingSummary } from '../../shared/protocol/http.ts';
import { refusalText, request } from '../api.ts';
import { NOTICE_TEMPLATE } from '../notice-template.ts';
import { goTo } from '../router.ts';
import { Button } from './base/Button.tsx';
import { TextField } from './base/Field.tsx';
import { Notice } from './base/Notice.tsx';
import { PageFrame } from './base/PageFrame.tsx';
import { MeetingList } from './MeetingList.tsx';

export function MeetingsPage() {
  const [meetings, setMeetings] = useState<readonly MeetingSummary[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async () => {
    const answer = await request<readonly MeetingSummary[]>('GET', '/api/meetings');
    if (answer.ok) setMeetings(answer.value);
    setProblem(answer.ok ? null : refusalText(answer));
  };
  useEffect(() => {
    void read();
  }, []);
  return (
    <PageFrame title="会议">
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <NewMeeting />
      {meetings !== null && meetings.length > 0 && <MeetingList meetings={meetings} read={read} />}
    </PageFrame>
  );
}

function NewMeeting() {
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
      <h2>新建会议</h2>
      <p class="section-intro">
        按“述职评议大会”模板新建：测评等次、票类权重和测评项目都已填好，补上述职人名单即可。开启测评前都可以修改。
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
