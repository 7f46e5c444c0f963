import type { LogEntry, StorageState } from '../../shared/protocol/organizer.ts';
import { isOutage, type OutcomeUnknown, type StorageUnavailable } from '../store/store.ts';
import type { VotingParts } from './parts.ts';
import { steadyNow } from './steady-now.ts';

export const PROBE_EVERY_MS = 1000;

/**
 * Whether the store takes ballots. It is believed to until a write fails; from then on it is
 * probed each second until a write succeeds, and nobody has to press anything.
 */
export interface StorageHealth {
  readonly state: () => StorageState;
  /** Tells of a write that could not be made. Repeating while it is failing changes nothing. */
  readonly failed: (outage: StorageUnavailable | OutcomeUnknown) => void;
  readonly onChange: (listener: (state: StorageState) => void) => () => void;
  readonly stop: () => void;
}

interface Outage {
  /** ms since the epoch */
  readonly since: number;
  /** ms of `steadyNow` */
  readonly began: number;
  readonly code: string;
  /** Lines that the meetings' logs have already. */
  readonly logged: Set<string>;
}

export function createStorageHealth(
  parts: VotingParts,
  report: (error: unknown) => void,
): StorageHealth {
  const listeners = new Set<(state: StorageState) => void>();
  let state: StorageState = { state: 'ok' };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function become(next: StorageState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function probeLater(outage: Outage): void {
    timer = setTimeout(() => void probe(outage), PROBE_EVERY_MS);
  }

  async function probe(outage: Outage): Promise<void> {
    const works = await tryToWrite(parts, outage, report);
    if (stopped) return;
    if (works) become({ state: 'ok' });
    else probeLater(outage);
  }

  return {
    state: () => state,
    failed: ({ code }) => {
      if (state.state === 'failing' || stopped) return;
      const since = parts.now();
      become({ state: 'failing', since, code });
      probeLater({ since, began: steadyNow(), code, logged: new Set() });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** True once the store writes again and the outage stands in the log of every running vote. */
async function tryToWrite(
  parts: VotingParts,
  outage: Outage,
  report: (error: unknown) => void,
): Promise<boolean> {
  try {
    await parts.store.probe();
    await logOutage(parts, outage);
    return true;
  } catch (error) {
    if (!isOutage(error)) report(error);
    return false;
  }
}

/** Where the store fails again on the way, the next probe goes on with what is not yet logged. */
async function logOutage(parts: VotingParts, outage: Outage): Promise<void> {
  const { since, began, code, logged } = outage;
  const at = parts.now();
  const seconds = Math.round((steadyNow() - began) / 1000);
  const entries: readonly LogEntry[] = [
    { at: since, role: 'server', event: 'storage_failed', figures: { code } },
    { at, role: 'server', event: 'storage_recovered', figures: { seconds } },
  ];
  const meetings = await parts.store.listMeetings();
  const running = meetings.filter(({ phase }) => phase === 'open' || phase === 'paused');
  for (const { id } of running)
    for (const entry of entries) {
      const line = `${id} ${entry.event}`;
      if (logged.has(line)) continue;
      await parts.store.appendLog(id, entry);
      logged.add(line);
    }
}
