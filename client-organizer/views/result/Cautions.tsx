import type { Meeting } from '../../../shared/meeting.ts';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { Notice } from '../base/Notice.tsx';
import { roundWords } from './standing.ts';

interface CautionsProps {
  readonly meeting: Meeting;
  readonly table: ResultTable;
}

/** What must be known before these figures are shown or read out to anyone. */
export function Cautions({ meeting, table }: CautionsProps) {
  const left = meeting.plan.presenters.length - meeting.revealed;
  const round = roundWords(table);
  const reasons = table.voidedRounds.map(
    (voided) => `第 ${voided.round} 轮作废原因：${voided.reason}`,
  );
  return (
    <>
      {left > 0 && <Notice kind="warning">大屏还有 {left} 名尚未揭晓，本页内容请勿投影。</Notice>}
      {round !== null && <Notice kind="info">{[`${round}。`, ...reasons].join(' ')}</Notice>}
    </>
  );
}
