import { StorageUnavailable } from '../store.ts';
import { type Weakness, weaknessesOf } from './durability.ts';
import { isOutOfReach } from './failures.ts';
import { LIBRARY } from './library.ts';
import { connectNodes, type RedisNode, type RedisNodes } from './nodes.ts';
import { within } from './patience.ts';
import { notDurable, whyUnusable } from './why-unusable.ts';

export interface RedisOptions {
  /** `redis://` or `rediss://`; of any node where it is a cluster. */
  readonly url: string;
  /** Goes on with a Redis that may lose what it acknowledged. */
  readonly allowLossy: boolean;
}

/** How long a node may take to answer. */
export const PATIENCE_MS = 3000;
const OPENING_MS = 10_000;
const WATCH_EVERY_MS = 1000;
/** How often the settings are looked at while nothing was reconnected. */
const VERIFY_EVERY_MS = 2000;
/** After this long without any answer a connection is given up for a new one. */
const SILENCE_MS = 8000;

/**
 * Whether writes may go out. Only to nodes that were found to keep what they acknowledge: after each
 * reconnection that is asked anew, as another Redis may be there, or the same with other settings.
 */
type Trust = 'unverified' | 'verified' | 'weak' | 'closed';

/** Keeps connected to Redis, and makes sure again and again that it can be relied on. */
export class RedisLink {
  readonly #options: RedisOptions;
  readonly #subscriptions = new Map<string, (message: Buffer) => void>();
  readonly #returned = new Set<() => void>();
  readonly #ending = new AbortController();
  #nodes: RedisNodes | null = null;
  #watching: NodeJS.Timeout | undefined;
  #trust: Trust = 'unverified';
  #verifying: Promise<void> | null = null;
  #reconnections = 0;
  #lossy = false;
  #heardAt = 0;
  #verifiedAt = 0;

  private constructor(options: RedisOptions) {
    this.#options = options;
  }

  /** Rejects with `StoreUnusable` where there is no Redis, or one that may lose votes. */
  static async open(options: RedisOptions): Promise<RedisLink> {
    const link = new RedisLink(options);
    try {
      link.#nodes = await link.#connect(OPENING_MS);
      await link.trusted();
    } catch (error) {
      link.#nodes?.destroy();
      throw whyUnusable(options.url, error);
    }
    link.#watching = setInterval(() => void link.#watch(), WATCH_EVERY_MS).unref();
    return link;
  }

  /** Whether what is acknowledged may be lost, and was allowed to be. */
  get lossy(): boolean {
    return this.#lossy;
  }

  /** Throws `StorageUnavailable` while nothing is connected. */
  get nodes(): RedisNodes {
    if (this.#trust === 'closed') throw new Error('the store is closed');
    if (this.#nodes === null) throw new StorageUnavailable('REDIS_OFFLINE', undefined);
    return this.#nodes;
  }

  /** Resolves once what is written is kept; rejects with `StorageUnavailable` where it is not. */
  async trusted(): Promise<void> {
    while (this.#trust === 'unverified') await this.verify();
    if (this.#trust === 'weak') throw new StorageUnavailable('REDIS_NOT_DURABLE', undefined);
  }

  /** To be called when a node answered. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  async subscribe(channel: string, heard: (message: Buffer) => void): Promise<void> {
    this.#subscriptions.set(channel, heard);
    await this.nodes.subscribe(channel, heard);
  }

  /** Told after each reconnection, when writes are possible again: something may have been missed. */
  onReturn(listener: () => void): void {
    this.#returned.add(listener);
  }

  /**
   * Has every node that can be reached load the library and tell its settings. Rejects where none
   * can be, or, with `StorageUnavailable`, where one may lose votes. Several who ask at once share one
   * answer.
   */
  verify(): Promise<void> {
    this.#verifying ??= this.#verifyNodes().finally(() => {
      this.#verifying = null;
    });
    return this.#verifying;
  }

  /** Resolves also while nothing is connected; whatever is being connected is given up. */
  async close(): Promise<void> {
    const nodes = this.#nodes;
    this.#trust = 'closed';
    this.#nodes = null;
    this.#ending.abort();
    clearInterval(this.#watching);
    if (nodes !== null) await within(PATIENCE_MS, nodes.close()).catch(() => nodes.destroy());
  }

  #connect(patienceMs: number): Promise<RedisNodes> {
    this.heard();
    const events = { ready: () => this.#reconnected(), failed: () => undefined };
    const giveUp = AbortSignal.any([AbortSignal.timeout(patienceMs), this.#ending.signal]);
    return connectNodes(this.#options.url, events, giveUp);
  }

  #reconnected(): void {
    if (this.#trust === 'closed') return;
    this.#reconnections += 1;
    this.#trust = 'unverified';
    // Until it was opened, `open` verifies, and there is nobody to tell.
    if (this.#watching !== undefined) void this.#return();
  }

  async #return(): Promise<void> {
    try {
      await this.verify();
      for (const listener of this.#returned) listener();
    } catch {
      // The watch tries again, until it works.
    }
  }

  async #verifyNodes(): Promise<void> {
    const reconnections = this.#reconnections;
    const nodes = await this.nodes.all();
    const found = await Promise.all(nodes.map(prepare));
    const reached = found.filter((weaknesses) => weaknesses !== null);
    if (reached.length === 0) throw new StorageUnavailable('REDIS_OFFLINE', undefined);
    this.heard();
    // A node that came back meanwhile may not have been among those that were asked.
    if (reconnections !== this.#reconnections) return;
    this.#verifiedAt = performance.now();
    this.#judge([...new Set(reached.flat())]);
  }

  #judge(weaknesses: readonly Weakness[]): void {
    if (this.#trust === 'closed') return;
    this.#lossy = weaknesses.length > 0;
    const refused = this.#lossy && !this.#options.allowLossy;
    this.#trust = refused ? 'weak' : 'verified';
    if (refused) throw new StorageUnavailable('REDIS_NOT_DURABLE', notDurable(weaknesses));
  }

  async #watch(): Promise<void> {
    const now = performance.now();
    if (now - this.#heardAt > SILENCE_MS) return this.#renew();
    if (this.#trust !== 'verified') return this.#return();
    if (now - this.#verifiedAt > VERIFY_EVERY_MS) await this.verify().catch(() => undefined);
  }

  /** A connection that was cut without a word may stay half open for a quarter of an hour. */
  async #renew(): Promise<void> {
    const old = this.#nodes;
    this.#nodes = null;
    this.#trust = 'unverified';
    old?.destroy();
    try {
      this.#nodes = await this.#connectAnew();
      await this.#return();
    } catch {
      // Tried again after the next silence.
    }
  }

  /** What is not taken up in the end must not stay connected. */
  async #connectAnew(): Promise<RedisNodes> {
    const nodes = await this.#connect(SILENCE_MS);
    this.heard();
    try {
      for (const [channel, heard] of this.#subscriptions)
        await within(PATIENCE_MS, nodes.subscribe(channel, heard));
      this.#ending.signal.throwIfAborted();
      return nodes;
    } catch (error) {
      nodes.destroy();
      throw error;
    }
  }
}

/** Null for a node that is out of reach: it cannot take a write either. */
async function prepare(node: RedisNode): Promise<readonly Weakness[] | null> {
  try {
    await within(PATIENCE_MS, loadLibrary(node));
    return await within(PATIENCE_MS, weaknessesOf(node));
  } catch (error) {
    if (isOutOfReach(error)) return null;
    throw error;
  }
}

async function loadLibrary(node: RedisNode): Promise<void> {
  try {
    await node.ask(['FUNCTION', 'LOAD', LIBRARY]);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('already exists')) throw error;
  }
}
