import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { gridOf, unfinished } from '../ballot-draft.ts';
import type { Voter } from '../voter.ts';

interface StepsProps {
  readonly voter: Voter;
  readonly paper: VoterPaper;
}

/** The way on from where the voter is in the ballot; on other pages there is none. */
export function Steps({ voter }: { readonly voter: Voter }) {
  const paper = voter.state.paper.value;
  const page = voter.state.page.value;
  if (paper === null || voter.state.ballot.value?.state !== 'marking') return null;
  switch (page.page) {
    case 'marking':
      return paper.items.length === 1 ? (
        <StepsTogether voter={voter} paper={paper} />
      ) : (
        <StepsOfPresenter voter={voter} paper={paper} presenter={page.presenter} />
      );
    case 'review':
      return <StepsOfReview voter={voter} paper={paper} />;
    case 'enterCode':
    case 'connecting':
    case 'refused':
    case 'waiting':
    case 'halted':
    case 'casting':
    case 'receipt':
      return null;
  }
}

/** 上一位, 下一位; after the last presenter, or once all are done, the review. */
function StepsOfPresenter({
  voter,
  paper,
  presenter,
}: StepsProps & { readonly presenter: number }) {
  const complete = missingIn(voter, paper).length === 0;
  const atLast = presenter === paper.presenters.length - 1;
  return (
    <footer class="steps">
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
    </footer>
  );
}

function StepsTogether({ voter, paper }: StepsProps) {
  const { length } = paper.presenters;
  return (
    <footer class="steps">
      <p class="steps-count" role="status">
        已评 {length - missingIn(voter, paper).length} / {length} 位
      </p>
      <button type="button" class="primary" onClick={voter.marking.goToReview}>
        核对提交
      </button>
    </footer>
  );
}

/** To whoever is missing; else the one confirmation. */
function StepsOfReview({ voter, paper }: StepsProps) {
  const [firstMissing] = missingIn(voter, paper);
  const paused = voter.state.status.value?.phase === 'paused';
  return (
    <footer class="steps">
      {firstMissing === undefined ? (
        <>
          <p class="steps-count">提交后不能修改</p>
          <button type="button" class="primary" disabled={paused} onClick={voter.submit}>
            {paused ? '已暂停' : '确认提交'}
          </button>
        </>
      ) : (
        <button type="button" class="primary" onClick={() => voter.marking.goTo(firstMissing)}>
          去补填
        </button>
      )}
    </footer>
  );
}

/** Presenters who are not done, from the first. */
function missingIn(voter: Voter, paper: VoterPaper): readonly number[] {
  const ballot = voter.state.ballot.value;
  return ballot?.state === 'marking' ? unfinished(ballot.marks, gridOf(paper)) : [];
}
