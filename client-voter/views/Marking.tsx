import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { gridOf, marksOf, unfinished } from '../ballot-draft.ts';
import type { Voter } from '../voter.ts';
import { Grades } from './Grades.tsx';
import { Heading } from './Heading.tsx';
import { SameForAll } from './SameForAll.tsx';
import { Strip } from './Strip.tsx';

export interface MarkingProps {
  readonly voter: Voter;
  readonly paper: VoterPaper;
  readonly presenter: number;
}

/** One presenter a page, all items. */
export function Marking({ voter, paper, presenter }: MarkingProps) {
  const ballot = voter.state.ballot.value;
  const person = paper.presenters[presenter];
  if (ballot?.state !== 'marking' || person === undefined) return null;
  const grid = gridOf(paper);
  const chosen = marksOf(ballot.marks, grid, presenter);
  return (
    <main>
      <Strip voter={voter} paper={paper} marks={ballot.marks} current={presenter} />
      <div class="presenter">
        <Heading key={presenter}>{person.name}</Heading>
        <p class="presenter-post">
          {person.unit} {person.post}
        </p>
        <p class="quiet">
          第 {presenter + 1} 位，共 {grid.presenters} 位
        </p>
      </div>
      <SameForAll voter={voter} paper={paper} presenter={presenter} />
      {paper.items.map((item, index) => (
        <section class="item" key={`${presenter}-${item}`}>
          <h2 id={`item-${index}`}>{item}</h2>
          <Grades
            paper={paper}
            name={`cell-${presenter}-${index}`}
            labelledBy={`item-${index}`}
            chosen={chosen[index] ?? null}
            choose={(mark) => voter.marking.mark(presenter, index, mark)}
          />
        </section>
      ))}
      <Steps
        voter={voter}
        presenter={presenter}
        last={grid.presenters - 1}
        complete={unfinished(ballot.marks, grid).length === 0}
      />
    </main>
  );
}

interface StepsProps {
  readonly voter: Voter;
  readonly presenter: number;
  readonly last: number;
  readonly complete: boolean;
}

/** 上一位, 下一位; after the last presenter, or once all are done, the review. */
function Steps({ voter, presenter, last, complete }: StepsProps) {
  const atLast = presenter === last;
  return (
    <div class="steps">
      {presenter > 0 && (
        <button type="button" class="secondary" onClick={() => voter.marking.goTo(presenter - 1)}>
          上一位
        </button>
      )}
      {!atLast && (
        <button
          type="button"
          class={complete ? 'secondary' : 'primary'}
          onClick={() => voter.marking.goTo(presenter + 1)}
        >
          下一位
        </button>
      )}
      {(atLast || complete) && (
        <button type="button" class="primary" onClick={voter.marking.goToReview}>
          核对提交
        </button>
      )}
    </div>
  );
}
