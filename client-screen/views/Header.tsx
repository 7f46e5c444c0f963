import { Fragment } from 'preact';
import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { type Notice, noticeOf } from '../scene.ts';
import type { ScreenState } from '../state.ts';
import { textWidth } from '../text-width.ts';
import { titleWords } from '../title-words.ts';
import { clockText, countdownText, phaseText } from '../wording.ts';

const SHORT_TITLE_EM = 24;

/** Title at the left, what goes on at the right. It turns grey while the figures are stale. */
export function Header({ state, snapshot }: { state: ScreenState; snapshot: ScreenSnapshot }) {
  const notice = noticeOf(snapshot, state.stale.value, state.closing.value);
  const emblem = state.emblem.value;
  return (
    <header class={`header header-${notice.notice}`}>
      {emblem !== null && <img class="emblem" src={emblem} alt="" />}
      <h1 class={titleClass(snapshot, notice)}>
        {titleWords(snapshot.title).map((word, index) => (
          <Fragment key={index}>
            {index > 0 && <wbr />}
            {word}
          </Fragment>
        ))}
      </h1>
      {snapshot.rehearsal && <p class="rehearsal-badge">演练</p>}
      <div class="notice" role="status">
        <NoticeText notice={notice} snapshot={snapshot} trueUntil={state.trueUntil} />
      </div>
    </header>
  );
}

/** A short title stands larger, unless a notice needs the room. */
function titleClass(snapshot: ScreenSnapshot, notice: Notice): string {
  const short = textWidth(snapshot.title) <= SHORT_TITLE_EM && !snapshot.rehearsal;
  return short && notice.notice === 'phase' ? 'title title-short' : 'title';
}

interface NoticeProps {
  readonly notice: Notice;
  readonly snapshot: ScreenSnapshot;
  readonly trueUntil: () => number;
}

function NoticeText({ notice, snapshot, trueUntil }: NoticeProps) {
  switch (notice.notice) {
    case 'stale':
      return <Words strong="数据暂停" text={`停在 ${clockText(trueUntil())}，正在重新连接`} />;
    case 'interrupted':
      return <Words strong="暂停收票" text="已收到的票有效，恢复后再提交" />;
    case 'paused':
      return <Words strong={phaseText(snapshot)} text="已提交的票有效，请稍候" />;
    case 'closing':
      return <Countdown seconds={notice.seconds} />;
    case 'phase':
      return <strong>{phaseText(snapshot)}</strong>;
  }
}

function Words({ strong, text }: { strong: string; text: string }) {
  return (
    <>
      <strong>{strong}</strong>
      <span>{text}</span>
    </>
  );
}

function Countdown({ seconds }: { seconds: number }) {
  if (seconds === 0) return <strong>正在结束</strong>;
  return (
    <>
      <span>
        即将结束
        <br />
        请尽快提交
      </span>
      <strong class="countdown">
        {countdownText(seconds)}
        <small>{seconds < 60 ? '秒' : ''}</small>
      </strong>
    </>
  );
}
