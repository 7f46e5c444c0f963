import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { ScreenPresenter, ScreenSnapshot } from '../../../shared/protocol/screen.ts';
import { boxTotals } from './question.ts';

/** What the hall sees at this moment, made of the same snapshot as the projection. */
export function ScreenPreview({ overview }: { readonly overview: Overview }) {
  const { snapshot } = overview;
  const { returned, issued } = boxTotals(overview);
  return (
    <section class="section" aria-labelledby="screen-preview">
      <h2 id="screen-preview">大屏此刻</h2>
      <div class="preview">
        <p class="preview-head">
          {snapshot.rehearsal && <strong class="preview-rehearsal">演练</strong>}
          {snapshot.title}
        </p>
        <p class="preview-turnout">
          已投 {returned} / 发出 {issued}
        </p>
        {snapshot.presenters.some(({ result }) => result !== null) ? (
          <PreviewScores snapshot={snapshot} />
        ) : (
          <p class="preview-note">{hiddenWords(snapshot)}</p>
        )}
      </div>
      <p class="preview-display">{displayWords(snapshot)}</p>
    </section>
  );
}

function PreviewScores({ snapshot }: { readonly snapshot: ScreenSnapshot }) {
  return (
    <ol class="preview-scores">
      {snapshot.presenters.map((presenter, index) => (
        <li key={`${index} ${presenter.name}`} class="preview-score">
          <span class="preview-name">{presenter.name}</span>
          <span class="preview-track" aria-hidden="true">
            <span class="preview-fill" style={{ width: `${barWidth(presenter)}%` }} />
          </span>
          <span class="preview-figure">{presenter.result?.score ?? '—'}</span>
        </li>
      ))}
    </ol>
  );
}

/** For the eye alone; the figure beside it is the official one. Points may go up to 1000. */
function barWidth({ result }: ScreenPresenter): number {
  return Math.min(100, Number(result?.score ?? 0));
}

function hiddenWords(snapshot: ScreenSnapshot): string {
  if (snapshot.halted) return '测评已中止，不显示得分';
  if (snapshot.phase === 'closed') return '等待揭晓';
  return snapshot.phase === 'draft' ? '等待开启' : '只显示票数';
}

function displayWords(snapshot: ScreenSnapshot): string {
  switch (snapshot.display) {
    case 'live':
      return '实时显示：每收到一票就更新得分。';
    case 'batched':
      return batchedWords(snapshot);
    case 'turnout':
      return '只显示票数：得分在结束后由主持人揭晓。';
  }
}

/** [SECRET-3] */
function batchedWords(snapshot: ScreenSnapshot): string {
  const shown = snapshot.groups.map(({ mark, shown: counted }) => `${mark} ${counted}`);
  return `分批显示：每批不少于 5 张，最后几张结束后计入。得分现含 ${shown.join('、')} 张。`;
}
