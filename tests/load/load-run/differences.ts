import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import type { Evidence } from './evidence.ts';

/** How phones fared that asked once more after closing, with the same ticket, key and marks. */
export interface AskedAgain {
  /** Had a receipt and got the same. */
  readonly sameReceipt: number;
  readonly otherReceipt: number;
  readonly receiptThenRefusal: number;
  /** Had no definite answer until now: the ballot was in the box all the time. */
  readonly unknownThenReceipt: number;
  readonly unknownThenRefusal: number;
  readonly refusalThenReceipt: number;
  readonly refusalTwice: number;
  /** No definite answer to the end. */
  readonly unanswered: number;
}

export const NOBODY_ASKED: AskedAgain = {
  sameReceipt: 0,
  otherReceipt: 0,
  receiptThenRefusal: 0,
  unknownThenReceipt: 0,
  unknownThenRefusal: 0,
  refusalThenReceipt: 0,
  refusalTwice: 0,
  unanswered: 0,
};

/** [CAST-3, CAST-4] What no phone may ever be told. Empty: nothing. */
export function answerDifferences(asked: AskedAgain): readonly string[] {
  return [
    counted(asked.otherReceipt, 'phones got another receipt for the same key after closing'),
    counted(asked.receiptThenRefusal, 'phones had a receipt and were refused after closing'),
    counted(asked.refusalThenReceipt, 'phones were refused and got a receipt after closing'),
    counted(asked.unanswered, 'phones never got a definite answer'),
  ].flat();
}

/**
 * [CAST-1, CAST-2] Every figure of a meeting that the phones' own count does not confirm. As no
 * ballot can be told from another (SECRET-1), ballots are held against the result as counts by
 * presenter, item, group and grade. Empty: each acknowledgement is in the result exactly once.
 */
export function meetingDifferences(
  evidence: Evidence,
  result: ResultTable,
  detail: MeetingDetail,
): readonly string[] {
  const { title } = result.meeting.plan;
  const groups = result.groups.length;
  const grades = result.meeting.plan.rule.grades.length;
  const say = (what: string, shown: unknown, expected: unknown): readonly string[] =>
    shown === expected ? [] : [`${title}: ${what}: ${shown} instead of ${expected}`];
  const expectedCounts = (cell: number, group: number) => {
    const begin = (cell * groups + group) * grades;
    return evidence.counts.slice(begin, begin + grades).join('/');
  };
  return [
    ...say('alarm', detail.meeting.alarm, null),
    ...result.groups.flatMap(({ label, returned }, group) => [
      ...say(`ballots of ${label}`, returned, evidence.returned[group]),
      ...say(`spent tickets of ${label}`, detail.tickets[group]?.spent, evidence.returned[group]),
    ]),
    ...result.presenters.flatMap(({ name, items }, presenter) =>
      items.flatMap((item, place) =>
        item.groups.flatMap(({ counts }, group) =>
          say(
            `${name}, ${item.label}, ${result.groups[group]?.label}`,
            counts.join('/'),
            expectedCounts(presenter * items.length + place, group),
          ),
        ),
      ),
    ),
  ];
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
