import type { Meeting, Phase } from '../shared/meeting.ts';

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  draft: '准备中',
  open: '测评进行中',
  paused: '测评已暂停',
  closed: '测评已结束',
};

/** The phase of some data, whether or not anything is halted. */
export function phaseWords(phase: Phase): string {
  return PHASE_WORDS[phase];
}

/** [PHASE-6, PHASE-7] Where a meeting stands: the words of screens and phones. */
export function standingWords({ phase, alarm }: Pick<Meeting, 'phase' | 'alarm'>): string {
  return alarm === null ? phaseWords(phase) : '测评已中止';
}
