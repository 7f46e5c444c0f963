import type { Code } from '../../shared/protocol/codes.ts';
import { voterCodeText } from '../../shared/protocol/voter-codes.ts';
import type { Refusal } from '../../shared/result.ts';
import type { Voter } from '../voter.ts';
import { ChangeTicket } from './ChangeTicket.tsx';
import { Heading } from './Heading.tsx';

interface Words {
  readonly title: string;
  /** What to do, where the whole text of the code would say the title once more. */
  readonly advice?: string;
}

const WORDS: Partial<Record<Code, Words>> = {
  ticket_malformed: { title: '测评码有误' },
  ticket_unknown: { title: '没有找到这张票', advice: '请核对测评码，或联系现场工作人员。' },
  ticket_used: { title: '这张票已经用过', advice: '如有疑问，请联系现场工作人员。' },
  ticket_voided: { title: '这张票已作废', advice: '请联系现场工作人员换票。' },
  too_many_tries: { title: '尝试次数过多', advice: '请稍后再试，或联系现场工作人员。' },
  voting_closed: { title: '测评已经结束', advice: '这张测评票没有提交。' },
  wrong_meeting: { title: '不是本次会议的票', advice: '请重新扫描票上的二维码。' },
  meeting_unknown: { title: '没有找到会议', advice: '请联系现场工作人员。' },
  version_mismatch: { title: '请刷新页面', advice: '页面版本已更新。' },
};

/** Why this ticket cannot be used, and what to do. */
export function Refused({ voter, refusal }: { voter: Voter; refusal: Refusal }) {
  const { title = '暂时不能填写', advice = voterCodeText(refusal.code) } =
    WORDS[refusal.code] ?? {};
  return (
    <main class="message">
      <Heading key={refusal.code}>{title}</Heading>
      <p class="message-reason">{refusal.message ?? advice}</p>
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
