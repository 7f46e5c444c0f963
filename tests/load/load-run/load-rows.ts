import { latencyText, percentile, type Row } from '../bench/figures.ts';
import { votesToScreen } from '../vote-to-screen.ts';
import type { Hall } from './halls.ts';
import type { LoadOutcome } from './load-run.ts';
import type { HeardPhase, NotedReceipt } from './notes.ts';
import type { Scenario } from './scenario.ts';

const RANKS = [50, 90, 95, 99, 100];
/** PHASE-2 */
const HEARD_WITHIN_MS = 1000;

/** Times that were measured in ms, each a list of single ones. */
export interface Latencies {
  readonly arrival: readonly number[];
  readonly opening: readonly number[];
  readonly receipt: readonly number[];
  readonly screen: readonly number[];
  readonly return: readonly number[];
  readonly closing: readonly number[];
}

export function latenciesOf({ halls, findings: { notes } }: LoadOutcome): Latencies {
  return {
    arrival: notes.arrivals,
    opening: sinceOrder(halls, notes.heard, 'open'),
    receipt: notes.receipts.map(({ sentAt, answeredAt }) => answeredAt - sentAt),
    screen: screenLatencies(halls, notes.receipts),
    return: notes.returns,
    closing: sinceOrder(halls, notes.heard, 'closed'),
  };
}

/** Receipts in the second that had the most. */
export function busiestSecond(receipts: readonly NotedReceipt[]): number {
  const seconds = new Map<number, number>();
  for (const { answeredAt } of receipts) {
    const second = Math.floor(answeredAt / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...seconds.values());
}

/** Rows of the table of figures; those that do not apply are left out. */
export function loadRows(outcome: LoadOutcome, scenario: Scenario): readonly Row[] {
  const { findings, phones, acknowledged, differences } = outcome;
  const latencies = latenciesOf(outcome);
  const seconds = (ms: number) => `${ms / 1000} s`;
  const submitting = `${count(phones)} phones, 提交 within ${seconds(scenario.submitMs)}`;
  return [
    latencyRow(`from scan to ballot, within ${seconds(scenario.arriveMs)}`, latencies.arrival),
    toldRow('from opening to the phone that is told', latencies.opening),
    latencyRow(`from 提交 to receipt: ${submitting}`, latencies.receipt),
    latencyRow('from 提交 to screen', latencies.screen),
    latencyRow('from losing the connection to the ballot again', latencies.return),
    toldRow('from closing to the phone that is told', latencies.closing),
    plainRow('receipts in the busiest second', count(busiestSecond(findings.notes.receipts))),
    plainRow('phones connected at once', count(outcome.connected)),
    ...costRows(outcome),
    plainRow('errors by code', errorsText(findings.notes.errors)),
    zeroRow('phones without a receipt', phones - acknowledged),
    zeroRow('differences between the receipts and the result', differences.length),
  ].flat();
}

function costRows({ memoryPerPhone, serverMs, findings, phones }: LoadOutcome): readonly Row[] {
  return [
    memoryPerPhone === null
      ? []
      : plainRow('memory of the server per connected phone', kilobytes(memoryPerPhone)),
    serverMs === null
      ? []
      : plainRow(
          'processor time of the server per phone, from scanning to the last question',
          `${((serverMs / phones) * 1000).toFixed(0)} µs`,
        ),
    plainRow(
      'part of the time that the busiest worker was busy',
      `${Math.round(findings.busy * 100)} %`,
    ),
  ].flat();
}

/** `none`, or `ECONNRESET 3, no_answer 1`. */
export function errorsText(errors: ReadonlyMap<string, number>): string {
  if (errors.size === 0) return 'none';
  return [...errors].map(([code, times]) => `${code} ${count(times)}`).join(', ');
}

function sinceOrder(
  halls: readonly Hall[],
  heard: LoadOutcome['findings']['notes']['heard'],
  phase: HeardPhase,
): readonly number[] {
  const ordered = phase === 'open' ? 'openedAt' : 'closedAt';
  return heard[phase].map(({ meeting, at }) => at - (halls[meeting]?.[ordered] ?? 0));
}

/** For every screen of its meeting. */
function screenLatencies(
  halls: readonly Hall[],
  receipts: readonly NotedReceipt[],
): readonly number[] {
  const byMeeting = Map.groupBy(receipts, ({ meeting }) => meeting);
  return halls.flatMap(({ screens }, meeting) =>
    screens.flatMap(({ shown }) => votesToScreen(byMeeting.get(meeting) ?? [], shown)),
  );
}

function latencyRow(what: string, values: readonly number[]): readonly Row[] {
  return values.length === 0 ? [] : [plainRow(what, latencyText(values, RANKS))];
}

function toldRow(what: string, values: readonly number[]): readonly Row[] {
  return latencyRow(what, values).map((row) => ({
    ...row,
    target: `max ≤ ${HEARD_WITHIN_MS} ms`,
    met: percentile(values, 100) <= HEARD_WITHIN_MS,
  }));
}

function zeroRow(what: string, found: number): Row {
  return { ...plainRow(what, count(found)), target: '0', met: found === 0 };
}

function plainRow(what: string, figure: string): Row {
  return { what, figure, baseline: '', ratio: '', target: '', met: null };
}

function count(number: number): string {
  return number.toLocaleString('en');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
