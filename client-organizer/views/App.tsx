import { route } from '../router.ts';
import { askSession } from '../session.ts';
import { session } from '../state.ts';
import { Button } from './base/Button.tsx';
import { Notice } from './base/Notice.tsx';
import { ControlPage } from './control/ControlPage.tsx';
import { HealthPage } from './health/HealthPage.tsx';
import { MeetingsPage } from './MeetingsPage.tsx';
import { PreparePage } from './prepare/PreparePage.tsx';
import { ResultPage } from './result/ResultPage.tsx';
import { SignInPage } from './SignInPage.tsx';
import { TicketsPage } from './tickets/TicketsPage.tsx';

export function App() {
  const current = session.value;
  switch (current.state) {
    case 'asking':
      return <main class="page" aria-busy="true" />;
    case 'unreachable':
      return (
        <main class="sign-in">
          <h1 class="sign-in-title">述职评议控制台</h1>
          <Notice kind="error">{current.problem}</Notice>
          <Button onClick={() => void askSession(null)}>重新连接</Button>
        </main>
      );
    case 'signed-out':
      return <SignInPage passwordEnabled={current.passwordEnabled} problem={current.problem} />;
    case 'signed-in':
      return <CurrentPage />;
  }
}

/** Keyed by the meeting, so that nothing of one meeting is ever seen on another's page. */
function CurrentPage() {
  const current = route.value;
  switch (current.page) {
    case 'meetings':
      return <MeetingsPage />;
    case 'health':
      return <HealthPage />;
    case 'prepare':
      return <PreparePage key={current.meetingId} meetingId={current.meetingId} />;
    case 'tickets':
      return <TicketsPage key={current.meetingId} meetingId={current.meetingId} />;
    case 'control':
      return <ControlPage key={current.meetingId} meetingId={current.meetingId} />;
    case 'result':
      return <ResultPage key={current.meetingId} meetingId={current.meetingId} />;
  }
}
