const WINDOW_MS = 60_000;
const SAMPLE_EVERY_MS = 5000;

interface Sample {
  readonly at: number;
  readonly returned: number;
}

/**
 * How fast ballots come in, for the control page. Remembers one total every few seconds for a
 * minute, in memory alone: no time of a single vote is kept anywhere (SECRET-1).
 */
export class Pace {
  #round = 0;
  #samples: readonly Sample[] = [];
  #latest = 0;

  note(now: number, round: number, returned: number): void {
    if (round !== this.#round) {
      this.#round = round;
      this.#samples = [];
    }
    this.#latest = returned;
    const last = this.#samples.at(-1);
    // A clock that was set back: what was noted by the other time says nothing any more (PHASE-8).
    if (last !== undefined && now < last.at) this.#samples = [];
    else if (last !== undefined && now - last.at < SAMPLE_EVERY_MS) return;
    const recent = this.#samples.filter(({ at }) => now - at <= WINDOW_MS);
    this.#samples = [...recent, { at: now, returned }];
  }

  /** Ballots since the oldest total that is at most a minute old. */
  perMinute(now: number): number {
    const oldest = this.#samples.find(({ at }) => now - at <= WINDOW_MS);
    return oldest === undefined ? 0 : this.#latest - oldest.returned;
  }
}
