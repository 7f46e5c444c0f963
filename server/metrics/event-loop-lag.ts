import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The histogram counts this in with every delay. */
const RESOLUTION_MS = 10;
const SAMPLE_EVERY_MS = 1000;
const MOST_SAMPLES = 60;
/** A pause of the machine is no trouble; one in each of so many seconds is. */
const LATE_MS = 500;
const LATE_SAMPLES = 5;
const NS_PER_MS = 1e6;

interface Sample {
  readonly typical: number;
  readonly worst: number;
}

export interface EventLoopLag {
  /** In ms, of the last minute; both 0 in the first second. */
  readonly figures: () => Sample;
  /** Whether whoever asks now is answered late, and was for several seconds. */
  readonly isLate: () => boolean;
  readonly stop: () => void;
}

export function watchEventLoop(): EventLoopLag {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let samples: readonly Sample[] = [];
  const sample = () => {
    const typical = lagOf(delay.percentile(50));
    samples = [...samples, { typical, worst: lagOf(delay.max) }].slice(-MOST_SAMPLES);
    delay.reset();
  };
  delay.enable();
  const timer = setInterval(sample, SAMPLE_EVERY_MS).unref();
  return {
    figures: () => lagFigures(samples),
    isLate: () => isLate(samples),
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** Typical is the middle one of the seconds, worst the worst of all. */
export function lagFigures(samples: readonly Sample[]): Sample {
  const typical = samples.map((sample) => sample.typical).toSorted((one, other) => one - other);
  return {
    typical: typical[Math.floor(typical.length / 2)] ?? 0,
    worst: samples.reduce((most, { worst }) => Math.max(most, worst), 0),
  };
}

export function isLate(samples: readonly Pick<Sample, 'worst'>[]): boolean {
  const latest = samples.slice(-LATE_SAMPLES);
  return latest.length === LATE_SAMPLES && latest.every(({ worst }) => worst >= LATE_MS);
}

function lagOf(delayNs: number): number {
  return Math.max(0, delayNs / NS_PER_MS - RESOLUTION_MS);
}
