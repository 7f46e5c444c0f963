const MINUTE_MS = 60_000;
const SLOT_MS = 5000;

interface Slot<Part> {
  readonly begun: number;
  readonly part: Part;
}

/**
 * What happened in the last minute, in parts of five seconds and in memory alone: no time of a
 * single vote is kept anywhere (SECRET-1).
 */
export class LastMinute<Part> {
  readonly #begin: () => Part;
  readonly #now: () => number;
  #slots: readonly Slot<Part>[] = [];

  /** `now` in ms, never falling. */
  constructor(begin: () => Part, now: () => number = () => performance.now()) {
    this.#begin = begin;
    this.#now = now;
  }

  /** The part to add to now. */
  current(): Part {
    const now = this.#now();
    const latest = this.#slots.at(-1);
    if (latest !== undefined && now - latest.begun < SLOT_MS) return latest.part;
    const part = this.#begin();
    this.#slots = [...this.#recent(now), { begun: now, part }];
    return part;
  }

  parts(): readonly Part[] {
    return this.#recent(this.#now()).map(({ part }) => part);
  }

  #recent(now: number): readonly Slot<Part>[] {
    return this.#slots.filter(({ begun }) => now - begun < MINUTE_MS);
  }
}
