import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { BallotCounts } from './BallotCounts.tsx';

/** [SECRET-3] Voting goes on and results are hidden: counts of ballots, and nothing else. */
export function Turnout({ snapshot }: { snapshot: ScreenSnapshot }) {
  return <BallotCounts snapshot={snapshot} note="结果在测评结束后揭晓" />;
}
