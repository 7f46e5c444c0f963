import { useEffect, useRef } from 'preact/hooks';
import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { gridOf } from '../ballot-draft.ts';
import { Grades } from './Grades.tsx';
import { Heading } from './Heading.tsx';
import type { MarkingProps } from './Marking.tsx';

/** A rule with one item: all presenters on one page. */
export function MarkingTogether({ voter, paper, presenter }: MarkingProps) {
  const ballot = voter.state.ballot.value;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (presenter === 0) return;
    const place = list.current?.children[presenter]?.querySelector('h2');
    place?.focus();
    place?.scrollIntoView();
  }, [presenter]);
  if (ballot?.state !== 'marking') return null;
  const { presenters } = gridOf(paper);
  return (
    <main>
      <div class="presenter">
        <Heading>{paper.items[0]}</Heading>
        <p class="quiet">共 {presenters} 位，请逐一评价</p>
      </div>
      <ol class="together" ref={list}>
        {paper.presenters.map((person, index) => (
          <li class="item" key={index}>
            <PresenterName person={person} index={index} />
            <Grades
              paper={paper}
              name={`cell-${index}-0`}
              labelledBy={`presenter-${index}`}
              chosen={ballot.marks[index] ?? null}
              choose={(mark) => voter.marking.mark(index, 0, mark)}
            />
          </li>
        ))}
      </ol>
    </main>
  );
}

function PresenterName({
  person,
  index,
}: {
  person: VoterPaper['presenters'][number];
  index: number;
}) {
  return (
    <h2 id={`presenter-${index}`} tabIndex={-1}>
      {index + 1}. {person.name}
      <span class="presenter-post">
        {person.unit} {person.post}
      </span>
    </h2>
  );
}
