import type { Voter } from '../voter.ts';

/** For a phone that casts several tickets one after another. */
export function ChangeTicket({ voter }: { voter: Voter }) {
  return (
    <button type="button" class="quiet-button" onClick={() => voter.changeTicket('')}>
      换一张票
    </button>
  );
}
