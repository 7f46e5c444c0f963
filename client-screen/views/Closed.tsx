import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { BallotCounts } from './BallotCounts.tsx';

/** Voting has ended; the host has not revealed anything yet. */
export function Closed({ snapshot }: { snapshot: ScreenSnapshot }) {
  return <BallotCounts snapshot={snapshot} note="测评已经结束，结果待揭晓" />;
}
