import type { MeetingId } from '../../../shared/identifiers.ts';
import type { RedisConnection } from './connection.ts';
import { keyOf } from './keys.ts';
import type { RedisNode } from './nodes.ts';

const CUT_AFTER_MS = 60_000;
/** Beyond this, writing the whole anew could hold votes up: it is left to Redis, and to closing. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * [SECRET-1] An act notes a ticket beside its ballot in Redis' append-only file, unless others shared
 * it. So the file is written anew within a minute or so of a vote, instead of keeping the acts until
 * closing: a copy of Redis' folder then shows at most the votes of that minute.
 */
export class JournalCut {
  readonly #redis: RedisConnection;
  readonly #afterMs: number;
  readonly #meetings = new Set<MeetingId>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(redis: RedisConnection, afterMs = CUT_AFTER_MS) {
    this.#redis = redis;
    this.#afterMs = afterMs;
  }

  /** To be called after each vote, whichever process took it, and for what an earlier one has left. */
  due(id: MeetingId): void {
    if (this.#stopped) return;
    this.#meetings.add(id);
    this.#timer ??= setTimeout(() => void this.#cut(), this.#afterMs).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #cut(): Promise<void> {
    this.#timer = undefined;
    const meetings = [...this.#meetings];
    this.#meetings.clear();
    for (const id of meetings)
      try {
        await rewriteIfGrown(await this.#redis.nodeOf(keyOf(id, 'state')));
      } catch {
        // A Redis in trouble, or a file under way: the votes are safe, and it is tried until it works.
        this.due(id);
      }
  }
}

/** Another server may have done it in this minute already. */
async function rewriteIfGrown(node: Pick<RedisNode, 'ask'>): Promise<void> {
  const facts = String(await node.ask(['INFO', 'persistence']));
  const bytes = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(facts)?.[1] ?? 0);
  const base = bytes('aof_base_size');
  if (bytes('aof_current_size') > base && base <= MOST_BYTES) await node.ask(['BGREWRITEAOF']);
}
