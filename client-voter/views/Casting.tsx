import type { Link, Progress } from '../state.ts';
import type { Voter } from '../voter.ts';
import { Heading } from './Heading.tsx';

/** [CAST-2] Between the confirmation and the answer. It claims nothing. */
export function Casting({ voter }: { voter: Voter }) {
  const { progress, link } = voter.state;
  return (
    <main class="message">
      <Heading>{progress.value === 'sending' ? '正在提交' : '正在确认'}</Heading>
      <p class="message-main">尚未提交，请不要关闭本页。</p>
      <p aria-live="polite">{words(progress.value, link.value)}</p>
    </main>
  );
}

function words(progress: Progress, link: Link): string {
  if (link !== 'connected') return '网络恢复后会自动提交，不需要再操作。';
  switch (progress) {
    case 'sending':
      return '正在等待系统确认。';
    case 'unanswered':
      return '还没有收到系统的回复，正在自动再次确认，不需要再操作。';
    case 'storage':
      return '系统暂时无法保存选票，恢复后会自动提交，不需要再操作。';
  }
}
