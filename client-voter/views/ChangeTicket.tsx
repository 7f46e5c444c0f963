import { useState } from 'preact/hooks';
import type { Voter } from '../voter.ts';

/**
 * For a phone that casts several tickets one after another; once voting has ended, for those of other
 * meetings. With `asks`, where one tap would lose a page that somebody counts on.
 */
export function ChangeTicket({ voter, asks }: { voter: Voter; asks?: boolean }) {
  const [asking, setAsking] = useState(false);
  const change = () => voter.changeTicket('');
  const closed = voter.state.status.value?.phase === 'closed';
  if (!asking)
    return (
      <button
        type="button"
        class="quiet-button change-ticket"
        onClick={asks ? () => setAsking(true) : change}
      >
        {closed ? '打开其他会议的票' : '换一张票'}
      </button>
    );
  return (
    <div class="change-ticket">
      <p role="alert">{closed ? '' : '几个人共用这部手机时才需要换票。'}换票后，本页不再显示。</p>
      <button type="button" class="secondary" ref={takeFocus} onClick={() => setAsking(false)}>
        不换
      </button>
      <button type="button" class="quiet-button" onClick={change}>
        换票
      </button>
    </div>
  );
}

/** The button that asked is gone, and the keyboard goes on from here. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
