import './screen-preview.css';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { ScreenPresenter, ScreenSnapshot } from '../../../shared/protocol/screen.ts';
import { boxTotals } from './box-totals.ts';
import { previewCaption, previewNote, previewOrder } from './preview-words.ts';

/** What the hall sees at this moment, made of the same snapshot as the projection. */
export function ScreenPreview({ overview }: { readonly overview: Overview }) {
  const { snapshot } = overview;
  const { returned, issued } = boxTotals(overview);
  const note = previewNote(snapshot);
  return (
    <section class="section" aria-labelledby="screen-preview">
      <h2 id="screen-preview">大屏此刻</h2>
      <div class="preview">
        <p class="preview-head">
          {snapshot.rehearsal && <strong class="preview-rehearsal">演练</strong>}
          {snapshot.title}
        </p>
        <p class="preview-turnout">
          收回 {returned} / 发出 {issued}
        </p>
        {note === null ? <PreviewScores snapshot={snapshot} /> : <p class="preview-note">{note}</p>}
      </div>
      <p class="preview-display">{previewCaption(snapshot)}</p>
    </section>
  );
}

function PreviewScores({ snapshot }: { readonly snapshot: ScreenSnapshot }) {
  const ranked = snapshot.phase === 'closed';
  return (
    <ol class={`preview-scores${ranked ? ' preview-ranked' : ''}`}>
      {previewOrder(snapshot).map((presenter, index) => (
        <li key={`${index} ${presenter.name}`} class="preview-score">
          {ranked && (
            <span class="preview-rank">
              <span class="visually-hidden">名次 </span>
              {presenter.result?.rank ?? '—'}
            </span>
          )}
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
