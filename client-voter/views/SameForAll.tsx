import type { VoterPaper } from '../../shared/protocol/voter.ts';
import type { Voter } from '../voter.ts';
import { gradesWidth } from './Grades.tsx';

export interface SameForAllProps {
  readonly voter: Voter;
  readonly paper: VoterPaper;
  readonly presenter: number;
}

/** 整人同评: one tap gives all items of this presenter one grade, and one tap takes that back. */
export function SameForAll({ voter, paper, presenter }: SameForAllProps) {
  const replaced = voter.state.replaced.value;
  return (
    <section class="same-for-all" aria-labelledby="same-for-all">
      <h2 id="same-for-all">
        整人同评 <span class="quiet">{paper.items.length} 项均评为</span>
      </h2>
      <div class={`grades ${gradesWidth(paper.grades)}`}>
        {paper.grades.map((grade, mark) => (
          <button
            type="button"
            class="same-grade"
            key={grade}
            aria-label={`整人同评：${grade}`}
            onClick={() => voter.marking.markPresenter(presenter, mark)}
          >
            {grade}
          </button>
        ))}
      </div>
      {paper.blank === 'allowed' && (
        <div class="grades grades-blank">
          <button
            type="button"
            class="same-grade"
            aria-label="整人同评：弃权"
            onClick={() => voter.marking.markPresenter(presenter, paper.grades.length)}
          >
            弃权
          </button>
        </div>
      )}
      <p role="status" class={replaced === null ? 'visually-hidden' : 'undo'}>
        {replaced !== null && (
          <>
            <span>{paper.items.length} 项已全部填好。</span>
            <button type="button" class="quiet-button" onClick={voter.marking.bringBack}>
              撤销
            </button>
          </>
        )}
      </p>
    </section>
  );
}
