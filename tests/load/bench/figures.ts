/** Figures of one measurement, as the report prints them. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** The same of the bare server or of the small case; empty where there is nothing to compare. */
  readonly baseline: string;
  /** The figure in relation to the baseline, with its spread over the rounds. */
  readonly ratio: string;
  /** Empty where nothing was promised. */
  readonly target: string;
  readonly met: boolean | null;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(values: readonly number[]): Spread {
  return {
    median: percentile(values, 50),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/** The smallest value that at least `percent` of all do not exceed; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** `p50 2.0, p99 5.6, max 8.1 ms`; the hundredth is the largest. */
export function latencyText(values: readonly number[], ranks: readonly number[]): string {
  const places = ranks.map((rank) => {
    const name = rank === 100 ? 'max' : `p${rank}`;
    return `${name} ${percentile(values, rank).toFixed(1)}`;
  });
  return `${places.join(', ')} ms`;
}

/** `0.71 (0.66–0.75)` */
export function spreadText({ median, least, most }: Spread, places: number): string {
  return `${median.toFixed(places)} (${least.toFixed(places)}–${most.toFixed(places)})`;
}

export function perSecond(count: number): string {
  return `${Math.round(count).toLocaleString('en')}/s`;
}
