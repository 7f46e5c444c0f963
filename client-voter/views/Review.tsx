import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { voterCodeText } from '../../shared/protocol/voter-codes.ts';
import { gridOf, marksOf, missingOf, unfinished } from '../ballot-draft.ts';
import { marksInWords } from '../marks-in-words.ts';
import type { Voter } from '../voter.ts';
import { Heading } from './Heading.tsx';

/** Before the one-shot submit: what is missing, a way there, and the one confirmation. */
export function Review({ voter, paper }: { voter: Voter; paper: VoterPaper }) {
  const ballot = voter.state.ballot.value;
  if (ballot?.state !== 'marking') return null;
  const grid = gridOf(paper);
  const [firstMissing, ...otherMissing] = unfinished(ballot.marks, grid);
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
        {firstMissing === undefined
          ? `${grid.presenters} 位已全部评完。`
          : `还有 ${otherMissing.length + 1} 位没有评完。`}
      </p>
      <p class="quiet">点姓名可以{firstMissing === undefined ? '修改' : '补填'}。</p>
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
      <div class="steps">
        {firstMissing === undefined ? (
          <SubmitOnce voter={voter} />
        ) : (
          <button type="button" class="primary" onClick={() => voter.marking.goTo(firstMissing)}>
            去补填
          </button>
        )}
      </div>
    </main>
  );
}

function SubmitOnce({ voter }: { voter: Voter }) {
  const paused = voter.state.status.value?.phase === 'paused';
  return (
    <>
      <p class="steps-count">提交后不能修改</p>
      <button type="button" class="primary" disabled={paused} onClick={voter.submit}>
        {paused ? '已暂停' : '确认提交'}
      </button>
    </>
  );
}
