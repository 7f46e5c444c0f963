import { isUnsent } from '../page.ts';
import { nextSize, type TypeSize, type TypeSizeSwitch } from '../type-size.ts';
import type { Voter } from '../voter.ts';

const SIZE_WORDS: Record<TypeSize, string> = {
  standard: '标准字',
  large: '大字',
  largest: '特大字',
};

/** The ticket's group, the words 尚未提交 as long as they are true, and 字号: what a tap makes of it. */
export function TopBar({ voter, typeSize }: { voter: Voter; typeSize: TypeSizeSwitch }) {
  const ticket = voter.state.ticket.value;
  const size = typeSize.size.value;
  const next = SIZE_WORDS[nextSize(size)];
  return (
    <header class="top-bar">
      <span class="top-bar-group">{ticket === null ? '述职评议' : ticket.groupMark}</span>
      {isUnsent(voter.state.page.value) && <strong class="unsent">尚未提交</strong>}
      <button
        type="button"
        class="type-size"
        aria-label={`字号：${SIZE_WORDS[size]}，换为${next}`}
        onClick={typeSize.next}
      >
        <span>{next}</span>
      </button>
    </header>
  );
}
