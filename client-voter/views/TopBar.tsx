import { isUnsent } from '../page.ts';
import type { TypeSize, TypeSizeSwitch } from '../type-size.ts';
import type { Voter } from '../voter.ts';

const SIZE_WORDS: Record<TypeSize, string> = { standard: '标准', large: '大', largest: '特大' };

/** The ticket's group, the words 尚未提交 as long as they are true, and 字号. */
export function TopBar({ voter, typeSize }: { voter: Voter; typeSize: TypeSizeSwitch }) {
  const ticket = voter.state.ticket.value;
  return (
    <header class="top-bar">
      <span class="top-bar-group">{ticket === null ? '述职评议' : ticket.groupMark}</span>
      {isUnsent(voter.state.page.value) && <strong class="unsent">尚未提交</strong>}
      <button
        type="button"
        class="type-size"
        aria-label={`字号：${SIZE_WORDS[typeSize.size.value]}`}
        onClick={typeSize.next}
      >
        <span>字号</span>
      </button>
    </header>
  );
}
