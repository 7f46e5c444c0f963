import type { Link, Progress } from '../state.ts';
import type { Voter } from '../voter.ts';
import { Heading } from './Heading.tsx';

/**
 * [CAST-2] Between the confirmation and the answer. It claims nothing: that is left to 尚未提交 in the
 * bar, which stays, so that the page need not say two things of one ballot.
 */
export function Casting({ voter }: { voter: Voter }) {
  const { title, text } = words(voter.state.progress.value, voter.state.link.value);
  return (
    <main class="message">
      <Heading>{title}</Heading>
      <p class="message-main">请不要关闭本页。</p>
      <p aria-live="polite">{text}</p>
    </main>
  );
}

interface Words {
  readonly title: string;
  readonly text: string;
}

function words(progress: Progress, link: Link): Words {
  if (link !== 'connected')
    return { title: '等待网络恢复', text: '网络恢复后会自动提交，不需要再操作。' };
  switch (progress) {
    case 'sending':
      return { title: '正在提交', text: '正在等待系统确认。' };
    case 'unanswered':
      return {
        title: '正在确认',
        text: '还没有收到系统的回复，正在自动再次确认，不需要再操作。',
      };
    case 'storage':
      return {
        title: '等待系统恢复',
        text: '系统暂时无法保存选票，恢复后会自动提交，不需要再操作。',
      };
  }
}
