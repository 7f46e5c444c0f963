import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { allAwaitBatches } from '../batches.ts';
import { type BoardLine, ballotLines, rankedLines } from '../ranking.ts';
import { noticeOf } from '../scene.ts';
import type { ScreenState } from '../state.ts';
import {
  batchReason,
  batchText,
  countdownText,
  countsText,
  formulaText,
  groupScoreText,
  missingText,
  phaseText,
  staleLines,
  turnoutInAll,
  withheldText,
} from '../wording.ts';
import { Message } from './Message.tsx';
import { OutdatedData } from './OutdatedData.tsx';

/** What the projection shows, in words and figures to read out, for the host's phone or tablet. */
export function Host({ state }: { state: ScreenState }) {
  const reception = state.reception.value;
  switch (reception.state) {
    case 'connecting':
      return (
        <Message
          title="正在连接"
          text={state.stale.value === null ? '' : '暂时连接不上，正在重试'}
        />
      );
    case 'outdated':
      return <OutdatedData state={state} />;
    case 'refused':
      return <Message title="无法显示" text={reception.text} />;
    case 'receiving':
      return <HostPage state={state} snapshot={reception.snapshot} />;
  }
}

function HostPage({ state, snapshot }: { state: ScreenState; snapshot: ScreenSnapshot }) {
  return (
    <>
      <header class={state.stale.value !== null ? 'host-header host-header-stale' : 'host-header'}>
        <h1>{snapshot.title}</h1>
        <p role="status">
          {snapshot.rehearsal && <span class="host-rehearsal">演练</span>}
          {statusText(state, snapshot)}
        </p>
      </header>
      <main class="host-main">
        <HostTurnout snapshot={snapshot} />
        {snapshot.halted ? <HostHalted /> : <HostResults snapshot={snapshot} />}
      </main>
    </>
  );
}

function statusText(state: ScreenState, snapshot: ScreenSnapshot): string {
  const notice = noticeOf(snapshot, state.stale.value, state.closing.value);
  switch (notice.notice) {
    case 'stale':
      return ['数据暂停', ...staleLines(notice.why, state.trueUntil())].join('，');
    case 'interrupted':
      return '暂停收票，已收到的票有效';
    case 'closing':
      return notice.seconds === 0
        ? '正在结束'
        : `距结束 ${countdownText(notice.seconds)}${notice.seconds < 60 ? ' 秒' : ''}`;
    case 'paused':
    case 'phase':
      return phaseText(snapshot);
  }
}

function HostTurnout({ snapshot }: { snapshot: ScreenSnapshot }) {
  const { returned, issued } = turnoutInAll(snapshot.groups);
  return (
    <section class="host-turnout" aria-label="收回情况">
      <p>
        收回 <strong>{returned}</strong> / 发出 <strong>{issued}</strong> 票
      </p>
      <ul>
        {snapshot.groups.map(({ mark, label, ...group }) => (
          <li key={mark}>
            <span>
              {mark} {label}（权重 {group.weight}%）
            </span>
            <b>
              {group.returned}/{group.issued}
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Everybody else is told to listen to the host. */
function HostHalted() {
  return (
    <p class="host-note">
      投票已停止，得分不再显示。请会场在座位上稍候，等会议组织者核实后再宣布下一步。
    </p>
  );
}

function HostResults({ snapshot }: { snapshot: ScreenSnapshot }) {
  const ranked = snapshot.phase === 'closed';
  const lines = ranked ? rankedLines(snapshot) : ballotLines(snapshot);
  const shown = lines.some(
    (entry) => entry.line === 'presenter' && entry.presenter.result !== null,
  );
  if (!shown) return <p class="host-note">结果尚未揭晓。</p>;
  const notes = [batchText(snapshot), batchReason(snapshot), missingText(snapshot)].filter(
    (note) => note !== null,
  );
  return (
    <>
      <ol class="host-results">
        {lines.map((entry) => (
          <HostLine key={entry.key} entry={entry} snapshot={snapshot} ranked={ranked} />
        ))}
      </ol>
      <p class="host-note">
        得分 ＝ {formulaText(snapshot.groups)}。{countsText(snapshot)}。
        {notes.map((note) => `${note}。`)}
      </p>
    </>
  );
}

function HostLine({
  entry,
  snapshot,
  ranked,
}: {
  entry: BoardLine;
  snapshot: ScreenSnapshot;
  ranked: boolean;
}) {
  if (entry.line === 'covered')
    return (
      <li>
        <span class="host-order">—</span>
        <span>待揭晓</span>
      </li>
    );
  const { name, unit, post, result } = entry.presenter;
  return (
    <li>
      <span class="host-order">{ranked ? (result?.rank ?? '—') : entry.number}</span>
      <span class="host-name">{name}</span>
      {result !== null && (
        <span class="host-score">{result.score ?? withheldText(result, snapshot)}</span>
      )}
      <p class="host-detail">{`${unit} ${post}`.trim()}</p>
      {result !== null && !allAwaitBatches(snapshot) && (
        <>
          <p class="host-detail">
            {snapshot.groups.map(({ label }, group) => (
              <span key={label}>
                {label} {groupScoreText(result, snapshot, group)}{' '}
              </span>
            ))}
          </p>
          <p class="host-detail">
            {snapshot.grades
              .map(({ label }, grade) => `${label} ${result.all.counts[grade] ?? 0}`)
              .concat(snapshot.rule.blank === 'allowed' ? [`弃权 ${result.all.blank}`] : [])
              .join('　')}
          </p>
        </>
      )}
    </li>
  );
}
