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

/** Who is done: one number a presenter, in the order of the ballot; a tap leads there. */
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
          const done = missingOf(marks, grid, index) === 0;
          return (
            <li key={index}>
              <button
                type="button"
                ref={index === current ? here : null}
                class={done ? 'strip-place strip-done' : 'strip-place'}
                aria-current={index === current ? 'step' : undefined}
                aria-label={`第 ${index + 1} 位 ${presenter.name}，${done ? '已评' : '未评完'}`}
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
