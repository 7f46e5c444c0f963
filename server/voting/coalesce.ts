/** Many requests, few acts. */
export interface Coalesced {
  readonly request: () => void;
  /** No act begins after this; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Acts at once on the first request, then at most once in `intervalMs`, and always once more after
 * the last request: nothing stays untold, and no two acts overlap. `act` must not reject.
 */
export function coalesce(intervalMs: number, act: () => Promise<void>): Coalesced {
  let state: 'idle' | 'resting' | 'requested' | 'stopped' = 'idle';
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function begin(): void {
    state = 'resting';
    underWay = act().then(() => {
      if (state !== 'stopped') timer = setTimeout(rested, intervalMs);
    });
  }

  function rested(): void {
    if (state === 'requested') begin();
    else if (state === 'resting') state = 'idle';
  }

  return {
    request: () => {
      if (state === 'idle') begin();
      else if (state === 'resting') state = 'requested';
    },
    stop: async () => {
      state = 'stopped';
      clearTimeout(timer);
      await underWay;
    },
  };
}
