import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { gridOf, marksOf } from '../ballot-draft.ts';
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
        <p class="quiet">
          第 {presenter + 1}/{grid.presenters} 位
        </p>
        <p class="presenter-post">
          {person.unit} {person.post}
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
    </main>
  );
}
