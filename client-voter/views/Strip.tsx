import { useEffect, useRef } from 'preact/hooks';
import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { type Draft, gridOf, missingOf } from '../ballot-draft.ts';
import type { Voter } from '../voter.ts';

export interface StripProps {
  readonly voter: Voter;
  readonly paper: VoterPaper;
  readonly marks: Draft;
  readonly current: number;
}

const PROGRESS = {
  untouched: { class: '', word: '未评' },
  begun: { class: 'strip-begun', word: '未评完' },
  done: { class: 'strip-done', word: '已评' },
} as const;

function progressOf(missing: number, items: number): keyof typeof PROGRESS {
  if (missing === 0) return 'done';
  return missing < items ? 'begun' : 'untouched';
}

/** Who is done and who is begun: one number a presenter, in the order of the ballot; a tap leads there. */
export function Strip({ voter, paper, marks, current }: StripProps) {
  const grid = gridOf(paper);
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = here.current;
    const strip = button?.parentElement?.parentElement;
    if (button && strip) strip.scrollLeft = button.offsetLeft - strip.clientWidth / 2;
  }, [current]);
  return (
    <nav aria-label="述职人">
      <ol class={paper.presenters.length > 16 ? 'strip strip-long' : 'strip'}>
        {paper.presenters.map((presenter, index) => {
          const progress = PROGRESS[progressOf(missingOf(marks, grid, index), grid.items)];
          return (
            <li key={index}>
              <button
                type="button"
                ref={index === current ? here : null}
                class={`strip-place ${progress.class}`}
                aria-current={index === current ? 'step' : undefined}
                aria-label={`第 ${index + 1} 位 ${presenter.name}，${progress.word}`}
                onClick={() => voter.marking.goTo(index)}
              >
                {index + 1}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
