import type { Phase } from '../shared/meeting.ts';

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  draft: '准备中',
  open: '测评进行中',
  paused: '已暂停',
  closed: '已结束',
};

export function phaseWords(phase: Phase): string {
  return PHASE_WORDS[phase];
}
