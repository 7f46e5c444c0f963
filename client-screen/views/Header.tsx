import { Fragment } from 'preact';
import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { type Notice, noticeOf } from '../scene.ts';
import type { ScreenState } from '../state.ts';
import { textWidth } from '../text-width.ts';
import { titleWords } from '../title-words.ts';
import { countdownText, phaseText, staleLines } from '../wording.ts';

const SHORT_TITLE_EM = 24;
/** Widths of which two lines hold every way of breaking between words, beside any notice. */
const WORDS_ALONE_EM = 40;
const WORDS_EM = 26;

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

/**
 * A short title stands larger, unless a notice needs the room. Only a title for which there is room
 * to spare is kept from breaking within its words: breaking is better than losing the end.
 */
function titleClass({ title, rehearsal }: ScreenSnapshot, { notice }: Notice): string {
  const width = textWidth(title);
  const alone = notice === 'phase' && !rehearsal;
  if (alone && width <= SHORT_TITLE_EM) return 'title title-words title-short';
  return width <= (alone ? WORDS_ALONE_EM : WORDS_EM) ? 'title title-words' : 'title';
}

interface NoticeProps {
  readonly notice: Notice;
  readonly snapshot: ScreenSnapshot;
  readonly trueUntil: () => number;
}

function NoticeText({ notice, snapshot, trueUntil }: NoticeProps) {
  switch (notice.notice) {
    case 'stale':
      return <Words strong="数据暂停" lines={staleLines(notice.why, trueUntil())} />;
    case 'interrupted':
      return <Words strong="暂停收票" lines={['已收到的票有效', '恢复后再提交']} />;
    case 'paused':
      return <Words strong={phaseText(snapshot)} lines={['已提交的票有效', '请稍候']} />;
    case 'closing':
      return <Countdown seconds={notice.seconds} />;
    case 'phase':
      return <strong>{phaseText(snapshot)}</strong>;
  }
}

interface WordsProps {
  readonly strong: string;
  readonly lines: readonly [string, string];
}

/** In two lines, as the title beside it is: on one it would cost the title its end. */
function Words({ strong, lines: [first, second] }: WordsProps) {
  return (
    <>
      <strong>{strong}</strong>
      <span>
        {first}
        <br />
        {second}
      </span>
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
