import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { voterCodeText } from '../../shared/protocol/voter-codes.ts';
import { gridOf, marksOf, missingOf, unfinished } from '../ballot-draft.ts';
import { marksInWords } from '../marks-in-words.ts';
import type { Voter } from '../voter.ts';
import { Heading } from './Heading.tsx';

/** Before the one-shot submit: all marks in words, and what is missing; a tap leads there. */
export function Review({ voter, paper }: { voter: Voter; paper: VoterPaper }) {
  const ballot = voter.state.ballot.value;
  if (ballot?.state !== 'marking') return null;
  const grid = gridOf(paper);
  const unmarked = unfinished(ballot.marks, grid).length;
  const refusal = voter.state.castRefusal.value;
  return (
    <main>
      <Heading>核对</Heading>
      {refusal !== null && (
        <p role="alert" class="problem">
          {refusal.message ?? voterCodeText(refusal.code)}
        </p>
      )}
      <p class="message-main">
        {unmarked === 0 ? `${grid.presenters} 位已全部评完。` : `还有 ${unmarked} 位没有评完。`}
      </p>
      <p class="quiet">点姓名可以{unmarked === 0 ? '修改' : '补填'}。</p>
      <ol class="review">
        {paper.presenters.map((person, index) => {
          const missing = missingOf(ballot.marks, grid, index);
          return (
            <li key={index}>
              <button
                type="button"
                class={missing === 0 ? 'review-line' : 'review-line review-missing'}
                onClick={() => voter.marking.goTo(index)}
              >
                <span class="review-name">
                  {index + 1}. {person.name}
                </span>
                <span class="review-marks">
                  {marksInWords(paper, marksOf(ballot.marks, grid, index))}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </main>
  );
}
