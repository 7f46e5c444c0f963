import { percentile } from '../bench/figures.ts';
import type { Surroundings } from '../bench/report.ts';
import { busiestSecond, latenciesOf } from './load-rows.ts';
import type { LoadOutcome } from './load-run.ts';
import type { LoadOptions } from './options.ts';

/** Everything that a load run found out, as a program reads it. Times in ms, memory in bytes. */
export function loadFigures(
  outcome: LoadOutcome,
  { scenario, screensPerMeeting, workers }: LoadOptions,
  where: Surroundings,
): unknown {
  const { findings, phones, acknowledged, connected, memoryPerPhone, serverMs, differences } =
    outcome;
  const latencies = Object.entries(latenciesOf(outcome)).map(
    ([name, values]) => [name, percentiles(values)] as const,
  );
  return {
    ...where,
    scenario: { ...scenario, screensPerMeeting, workers },
    phones,
    connected,
    latencies: Object.fromEntries(latencies),
    acknowledged,
    receiptsInTheBusiestSecond: busiestSecond(findings.notes.receipts),
    errors: Object.fromEntries(findings.notes.errors),
    askedOnceMore: findings.asked,
    memoryPerPhone,
    serverMs,
    busiestWorker: findings.busy,
    differences,
  };
}

function percentiles(values: readonly number[]): unknown {
  return {
    count: values.length,
    p50: percentile(values, 50),
    p90: percentile(values, 90),
    p95: percentile(values, 95),
    p99: percentile(values, 99),
    max: percentile(values, 100),
  };
}
