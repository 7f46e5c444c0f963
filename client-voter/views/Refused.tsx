import type { Code } from '../../shared/protocol/codes.ts';
import { voterCodeText } from '../../shared/protocol/voter-codes.ts';
import type { Refusal } from '../../shared/result.ts';
import type { Voter } from '../voter.ts';
import { ChangeTicket } from './ChangeTicket.tsx';
import { Heading } from './Heading.tsx';

const TITLES: Partial<Record<Code, string>> = {
  ticket_malformed: '测评码有误',
  ticket_unknown: '没有找到这张票',
  ticket_used: '这张票已经用过',
  ticket_voided: '这张票已作废',
  too_many_tries: '请稍后再试',
  voting_closed: '测评已经结束',
  wrong_meeting: '不是本次会议的票',
  meeting_unknown: '没有找到会议',
  version_mismatch: '请刷新页面',
};

/** Why this ticket cannot be used, and what to do. */
export function Refused({ voter, refusal }: { voter: Voter; refusal: Refusal }) {
  return (
    <main class="message">
      <Heading key={refusal.code}>{TITLES[refusal.code] ?? '暂时不能填写'}</Heading>
      <p class="message-reason">{refusal.message ?? voterCodeText(refusal.code)}</p>
      <WayOut voter={voter} code={refusal.code} />
    </main>
  );
}

function WayOut({ voter, code }: { voter: Voter; code: Code }) {
  switch (code) {
    case 'ticket_malformed':
    case 'ticket_unknown':
      return (
        <button
          type="button"
          class="primary"
          onClick={() => voter.changeTicket(voter.state.code.value ?? '')}
        >
          核对测评码
        </button>
      );
    case 'ticket_used':
    case 'ticket_voided':
    case 'voting_closed':
    case 'wrong_meeting':
    case 'meeting_unknown':
      return <ChangeTicket voter={voter} />;
    case 'version_mismatch':
      return (
        <button type="button" class="primary" onClick={() => location.reload()}>
          刷新
        </button>
      );
    default:
      return (
        <button type="button" class="primary" onClick={voter.retry}>
          再试一次
        </button>
      );
  }
}
