import type { ReadinessCheck } from '../../shared/protocol/health.ts';
import { isOutage, type Store } from '../store/store.ts';
import type { StorageHealth } from '../voting/storage-health.ts';

/** Anybody may ask, as often as he likes: the store is written to no more often than this. */
const PROBE_AGAIN_AFTER_MS = 1000;
/** A store that is silent for so long takes no votes either. */
const PROBE_PATIENCE_MS = 2000;

export interface ReadinessParts {
  readonly store: Pick<Store, 'probe'>;
  readonly health: Pick<StorageHealth, 'state' | 'failed'>;
  readonly loopIsLate: () => boolean;
  readonly isStopping: () => boolean;
  readonly report: (error: unknown) => void;
}

/** [RUN-1] */
export interface Readiness {
  /** What stands against taking votes; empty when the server is ready. Never rejects. */
  readonly check: () => Promise<readonly ReadinessCheck[]>;
  /** The same as far as it is known without a write. */
  readonly known: () => readonly ReadinessCheck[];
}

export function createReadiness(parts: ReadinessParts): Readiness {
  const writes = probeNowAndThen(parts);
  const known = (): readonly ReadinessCheck[] => {
    if (parts.isStopping()) return ['stopping'];
    const storage = parts.health.state().state === 'failing' ? (['storage'] as const) : [];
    return [...storage, ...(parts.loopIsLate() ? (['event_loop'] as const) : [])];
  };
  return {
    known,
    check: async () => {
      const failed = known();
      // The store of a server that stops may be closed by now.
      if (failed.includes('stopping') || failed.includes('storage') || (await writes()))
        return failed;
      return parts.isStopping() ? ['stopping'] : ['storage', ...failed];
    },
  };
}

/** Whether the store takes a durable write; all who ask within a second share one. */
function probeNowAndThen(parts: ReadinessParts): () => Promise<boolean> {
  let begunAt = Number.NEGATIVE_INFINITY;
  let latest: Promise<boolean> = Promise.resolve(false);
  let underWay = false;
  return () => {
    const now = performance.now();
    if (!underWay && now - begunAt >= PROBE_AGAIN_AFTER_MS) {
      begunAt = now;
      underWay = true;
      const outcome = probe(parts).finally(() => {
        underWay = false;
      });
      latest = Promise.race([outcome, falseLater()]);
    }
    return latest;
  };
}

async function probe({ store, health, report }: ReadinessParts): Promise<boolean> {
  try {
    await store.probe();
    return true;
  } catch (error) {
    // What fails here would fail for voters as well: all of them are told.
    if (isOutage(error)) health.failed(error);
    else report(error);
    return false;
  }
}

function falseLater(): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PROBE_PATIENCE_MS).unref();
  });
}
