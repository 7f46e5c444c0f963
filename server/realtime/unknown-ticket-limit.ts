/** A whole hall shares one address, and its typing errors must not lock it out. */
const MOST_AT_ONCE = 60;
const REFILL_EVERY_MS = 1000;
const MOST_ADDRESSES = 10_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * Counts codes that no ticket has, by address, in memory alone. Only such codes are ever refused
 * by it: a guesser cannot keep a voter out.
 */
export class UnknownTicketLimit {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one try of this address; false when none is left. */
  take(address: string): boolean {
    const at = this.#now();
    const left = this.#left(address, at);
    this.#forgetSome();
    const allowed = left >= 1;
    this.#buckets.delete(address);
    // Kept after a refusal, too: after a clock was set back nobody waits until it has caught up.
    this.#buckets.set(address, { left: allowed ? left - 1 : left, at });
    return allowed;
  }

  #left(address: string, now: number): number {
    const bucket = this.#buckets.get(address);
    if (bucket === undefined) return MOST_AT_ONCE;
    const refilled = Math.max(0, now - bucket.at) / REFILL_EVERY_MS;
    return Math.min(MOST_AT_ONCE, bucket.left + refilled);
  }

  /** The map keeps the order of use, so the first ones have refilled the longest. */
  #forgetSome(): void {
    if (this.#buckets.size < MOST_ADDRESSES) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
