import { Registry } from 'prom-client';
import type { HealthReport, Role } from '../../shared/protocol/health.ts';
import type { StorageState } from '../../shared/protocol/organizer.ts';
import type { Store } from '../store/store.ts';
import type { AnsweredCast } from '../voting/cast.ts';
import { castingSeries } from './casting-series.ts';
import type { EventLoopLag } from './event-loop-lag.ts';
import { MinuteOfCasting } from './minute-of-casting.ts';
import { processSeries } from './process-series.ts';
import { inSteps } from './steps.ts';

export interface MetricsParts {
  readonly store: Pick<Store, 'onCommit' | 'onChange' | 'lossy'>;
  /** ms since the epoch */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly version: string;
  readonly lag: EventLoopLag;
  readonly connections: () => Readonly<Record<Role, number>>;
  readonly storage: () => StorageState;
}

export interface Metrics {
  readonly castAnswered: (answered: AnsweredCast) => void;
  readonly momentTold: () => void;
  /** All series in Prometheus' text format, those of casting in steps (SECRET-4). */
  readonly text: () => Promise<string>;
  /** What the console shows of them, as it is now. */
  readonly figures: () => Omit<HealthReport, 'failed'>;
  readonly stop: () => void;
}

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Listens and counts; nothing of what it hears is decided by it. */
export function gatherMetrics(parts: MetricsParts): Metrics {
  const { connections, lag, storage, version } = parts;
  const [casting, others] = [new Registry(), new Registry()];
  const series = castingSeries(casting);
  const minute = new MinuteOfCasting();
  const identity = { process: nameOfProcess(parts.randomBytes), version };
  processSeries(others, {
    version,
    connections,
    lag: lag.figures,
    storageWorks: () => storage().state === 'ok',
    lossy: () => parts.store.lossy,
  });
  let casts = 0;
  const castingText = inSteps(
    parts.now,
    () => casts,
    () => casting.metrics(),
  );
  const unsubscribe = [
    parts.store.onChange(() => series.changeNoticed()),
    parts.store.onCommit((commit) => {
      series.committed(commit);
      minute.committed(commit);
    }),
  ];
  return {
    castAnswered: (answered) => {
      casts += 1;
      series.answered(answered);
      minute.answered(answered);
    },
    momentTold: series.momentTold,
    text: async () => `${await castingText()}\n${await others.metrics()}`,
    figures: () => ({
      ...identity,
      uptimeSeconds: Math.floor(process.uptime()),
      ...minute.figures(),
      storage: storage(),
      lossy: parts.store.lossy,
      connections: connections(),
      lag: lag.figures(),
    }),
    stop: () => {
      for (const end of unsubscribe) end();
    },
  };
}

/** Six signs, enough to see by eye that another process answered. */
function nameOfProcess(randomBytes: MetricsParts['randomBytes']): string {
  return Buffer.from(randomBytes(3)).toString('hex').toUpperCase();
}
