import { useEffect, useState } from 'preact/hooks';
import type { VoterStatus } from '../../shared/protocol/voter.ts';
import type { KeptBallot } from '../kept-ballot.ts';
import { isUnsent, type Page } from '../page.ts';
import type { Voter } from '../voter.ts';

const TICK_MS = 250;
/** A phone that wakes up is back sooner than this, and nobody need hear of it. */
const UNNOTICED_MS = 1000;

/**
 * What the voter should know besides the page itself. At its foot: whatever comes and goes there moves
 * no grade away from under a finger, and is seen wherever the page was scrolled to.
 */
export function Notices({ voter }: { voter: Voter }) {
  const { status, link, page, closingAt, ballot } = voter.state;
  const lost = useLasting(link.value === 'lost', UNNOTICED_MS);
  const trouble = troubleWords(lost, status.value, page.value);
  const undone = undoneWords(ballot.value, page.value);
  return (
    <aside aria-label="提示">
      <p role="status" class={undone === '' ? 'visually-hidden' : 'notice'}>
        {undone}
      </p>
      <p role="status" class={trouble === '' ? 'visually-hidden' : 'notice'}>
        {trouble}
      </p>
      {closingAt.value !== null && isUnsent(page.value) && (
        <Countdown now={voter.now} closingAt={closingAt.value} />
      )}
    </aside>
  );
}

/** [PHASE-4, PHASE-5] Whoever had a receipt is told why there is an empty ballot again. */
function undoneWords(ballot: KeptBallot | null, { page }: Page): string {
  if (ballot?.state !== 'marking' || ballot.undone === undefined) return '';
  if (page === 'waiting')
    return ballot.undone === 'voided'
      ? '上一轮测评已作废，请等候重新开始，届时需重新填写。'
      : '演练已结束，请等候正式测评开始。';
  if (page !== 'marking' && page !== 'review') return '';
  return ballot.undone === 'voided'
    ? '上一轮测评已作废，请重新填写。'
    : '演练已结束，现在是正式测评，请重新填写。';
}

/** Nothing where the page itself says all that is to be said. */
function troubleWords(lost: boolean, status: VoterStatus | null, page: Page): string {
  if (page.page === 'casting' || page.page === 'receipt' || page.page === 'refused') return '';
  if (lost)
    return page.page === 'marking' || page.page === 'review'
      ? '网络中断，正在自动重连。可以继续填写，填写内容已保存在本机。'
      : '网络中断，正在自动重连，请稍候。';
  if (status === null || !isUnsent(page)) return '';
  if (status.interrupted) return '系统暂时无法保存选票，正在恢复。可以继续填写，稍后再提交。';
  if (status.phase === 'paused') return '测评已暂停。可以继续填写，恢复后再提交。';
  return '';
}

/** True once `condition` has been true for so long, in ms. */
function useLasting(condition: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!condition) return;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [condition, ms]);
  return condition && lasting;
}

/** The words are told once by a screen reader; the seconds only run for the eye. */
function Countdown({ now, closingAt }: { now: () => number; closingAt: number }) {
  const [leftMs, setLeftMs] = useState(closingAt - now());
  useEffect(() => {
    const tick = () => setLeftMs(closingAt - now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [now, closingAt]);
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return (
    <p class="notice countdown">
      <span role="alert">测评即将结束，请尽快提交。</span>
      <strong role="timer" aria-live="off">
        还剩 {seconds} 秒
      </strong>
    </p>
  );
}
