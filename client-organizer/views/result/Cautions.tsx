import type { Meeting } from '../../../shared/meeting.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { Notice } from '../base/Notice.tsx';
import { roundWords } from './standing.ts';

interface CautionsProps {
  readonly meeting: Meeting;
  readonly log: readonly LogEntry[];
}

/** What must be known before these figures are shown or read out to anyone. */
export function Cautions({ meeting, log }: CautionsProps) {
  const left = meeting.plan.presenters.length - meeting.revealed;
  const round = roundWords({ roundShown: meeting.voidedRounds + 1 });
  const reasons = log
    .filter(({ event }) => event === 'round_voided')
    .map(({ figures }) => `第 ${figures.round} 轮作废原因：${figures.reason}`);
  return (
    <>
      {left > 0 && <Notice kind="warning">大屏还有 {left} 名尚未揭晓，本页内容请勿投影。</Notice>}
      {round !== null && <Notice kind="info">{[`${round}。`, ...reasons].join(' ')}</Notice>}
    </>
  );
}
