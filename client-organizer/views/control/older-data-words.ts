import type { Overview } from '../../../shared/protocol/organizer.ts';
import { phaseWords } from '../../phase-words.ts';
import type { SeenMeeting } from '../../seen-meeting.ts';
import { boxTotals } from './box-totals.ts';

/** [PHASE-7] What was seen beside what there is, as far as this computer remembers. */
export function olderDataFigures(
  overview: Overview,
  seen: SeenMeeting | null,
): readonly [seen: string, now: string] {
  const { meeting, snapshot } = overview;
  const { issued, returned } = boxTotals(overview);
  const now = `现有数据：${phaseWords(meeting.phase)}，收回 ${returned} / 发出 ${issued}（版本 ${snapshot.revision}）`;
  if (seen === null || seen.revision < meeting.seenRevision)
    return [`其他电脑此前看到：版本 ${meeting.seenRevision}`, now];
  const { phase, at, revision } = seen;
  return [
    `此前看到：${phaseWords(phase)}，收回 ${seen.returned} / 发出 ${seen.issued}（${momentWords(at)}，版本 ${revision}）`,
    now,
  ];
}

/** How many ballots are missing, in words; null where no fewer are there, or nobody here knows. */
export function missingBallots(overview: Overview, seen: SeenMeeting | null): string | null {
  const missing = (seen?.returned ?? 0) - boxTotals(overview).returned;
  return missing > 0 ? `至少 ${missing} 张已收回的票不在现有票箱中。` : null;
}

function momentWords(at: number): string {
  const options = {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const;
  return new Date(at).toLocaleString('zh-CN', options);
}
