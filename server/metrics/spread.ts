import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Spread } from '../../shared/protocol/health.ts';

const MOST = 1_000_000_000;
const SIGNIFICANT_FIGURES = 2;

/** Of whole numbers from 1 on, each kept to a hundredth of itself. */
export function emptyHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: MOST, figures: SIGNIFICANT_FIGURES });
}

/** What is less than 1 counts as 1. */
export function record(histogram: RecordableHistogram, value: number): void {
  histogram.record(Math.min(MOST, Math.max(1, Math.round(value))));
}

/** All of them taken together, each figure times `unit`; null when nothing was recorded. */
export function spreadOf(histograms: readonly RecordableHistogram[], unit: number): Spread | null {
  const whole = emptyHistogram();
  for (const histogram of histograms) whole.add(histogram);
  if (whole.count === 0) return null;
  return {
    count: whole.count,
    mean: whole.mean * unit,
    p50: whole.percentile(50) * unit,
    p95: whole.percentile(95) * unit,
    p99: whole.percentile(99) * unit,
    most: whole.max * unit,
  };
}
