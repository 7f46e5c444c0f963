import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'socket.io';
import type { Watch } from './http/options.ts';
import { watchEventLoop } from './metrics/event-loop-lag.ts';
import { gatherMetrics, type Metrics } from './metrics/metrics.ts';
import { createReadiness } from './metrics/readiness.ts';
import { countConnections } from './realtime/connections.ts';
import { ownVersion } from './version.ts';
import type { VotingParts } from './voting/parts.ts';
import type { StorageHealth } from './voting/storage-health.ts';

export interface OpenWatch extends Watch {
  readonly metrics: Metrics;
  readonly stop: () => void;
}

/** Wires what counts and probes to what there is to count and to probe. */
export function openWatch(
  parts: VotingParts & { readonly logger: FastifyBaseLogger },
  io: Server,
  options: {
    readonly metricsToken: string | null;
    readonly isStopping: () => boolean;
    /** Of rooms that may be opened later. */
    readonly health: () => StorageHealth;
  },
): OpenWatch {
  const { store, now, randomBytes, logger } = parts;
  const { metricsToken, isStopping, health } = options;
  const lag = watchEventLoop();
  const storage = () => health().state();
  const metrics = gatherMetrics({
    store,
    now,
    randomBytes,
    version: ownVersion(),
    lag,
    connections: () => countConnections(io),
    storage,
  });
  const readiness = createReadiness({
    store,
    health: { state: storage, failed: (error) => health().failed(error) },
    loopIsLate: lag.isLate,
    isStopping,
    report: (error) => logger.error({ err: error }, 'the store could not be probed'),
  });
  return {
    metrics,
    readiness,
    metricsToken,
    isStopping,
    stop: () => {
      metrics.stop();
      lag.stop();
    },
  };
}
