import { codeText } from '../../shared/protocol/codes.ts';
import { Heading } from './Heading.tsx';

export function Halted() {
  return (
    <main class="message">
      <Heading>测评已中止</Heading>
      <p class="message-main">{codeText('meeting_halted')}</p>
      <p>请不要丢弃手中的测评票。</p>
    </main>
  );
}
