import { spacedTicketCode } from '../../shared/ticket-code.ts';
import type { Voter } from '../voter.ts';
import { ChangeTicket } from './ChangeTicket.tsx';
import { Heading } from './Heading.tsx';

export function Connecting({ voter }: { voter: Voter }) {
  const code = voter.state.code.value;
  return (
    <main class="message">
      <Heading>正在打开测评票</Heading>
      <p>正在连接会场系统，请稍候。</p>
      {code !== null && <p class="quiet">测评码 {spacedTicketCode(code)}</p>}
      <ChangeTicket voter={voter} />
    </main>
  );
}
