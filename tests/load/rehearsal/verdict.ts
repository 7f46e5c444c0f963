import { codeText } from '../../../shared/protocol/codes.ts';
import type { Script } from './behaviour.ts';
import type { PhoneOutcome } from './phone.ts';

const MOST_DIFFERENCES_SHOWN = 20;

/** In a rehearsal every phone votes in time, so each one that did not is a fault to look into. */
export function phoneDifferences(outcomes: readonly PhoneOutcome[]): readonly string[] {
  return outcomes
    .map((outcome, index) => {
      const fault = faultOf(outcome);
      return fault === null ? null : `第 ${index + 1} 部手机${fault}`;
    })
    .filter((line) => line !== null);
}

function faultOf(outcome: PhoneOutcome): string | null {
  switch (outcome.kind) {
    case 'accepted':
      return null;
    case 'refused':
      return `被拒绝：${codeText(outcome.code)}`;
    case 'receipt_changed':
      return '用同一凭据重投后得到不同的回执';
    case 'unknown':
      return '到结束时仍没有得到答复';
  }
}

/** What was put in the way of the phones. */
export function troubleLine(scripts: readonly Script[]): string {
  const having = (trouble: Script['trouble']) =>
    scripts.filter((script) => script.trouble === trouble).length;
  const whileMarking = having('dropped_while_marking');
  return `填写时断线 ${whileMarking} 部，提交后断线并用同一凭据重投 ${having('answer_lost')} 部`;
}

/** 一致, or each difference by name. */
export function verdictLines(differences: readonly string[]): readonly string[] {
  if (differences.length === 0) return ['核对：系统结果、大屏与独立复算一致'];
  const more = differences.length - MOST_DIFFERENCES_SHOWN;
  return [
    `核对：不一致，共 ${differences.length} 处`,
    ...differences.slice(0, MOST_DIFFERENCES_SHOWN).map((line) => `  ${line}`),
    ...(more > 0 ? [`  另有 ${more} 处`] : []),
  ];
}
