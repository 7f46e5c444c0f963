import type { Voter } from '../voter.ts';
import { ChangeTicket } from './ChangeTicket.tsx';
import { Heading } from './Heading.tsx';

export function Waiting({ voter }: { voter: Voter }) {
  const paper = voter.state.paper.value;
  const ticket = voter.state.ticket.value;
  return (
    <main class="message">
      <p class="meeting-unit">{paper?.unit}</p>
      <Heading>{paper?.title}</Heading>
      {ticket !== null && (
        <p class="group-mark">
          {ticket.groupMark}（{ticket.groupLabel}）
        </p>
      )}
      <p class="message-main">测评尚未开始</p>
      <p>测评票已就绪。开始后，本页会自动打开，请不要关闭。</p>
      <ChangeTicket voter={voter} asks />
    </main>
  );
}
