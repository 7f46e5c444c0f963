import { Heading } from './Heading.tsx';

export function Halted() {
  return (
    <main class="message">
      <Heading>测评已中止</Heading>
      <p class="message-main">请听从主持人安排。</p>
      <p>请保留好手中的测评票。</p>
    </main>
  );
}
