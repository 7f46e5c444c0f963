import type { MeetingId } from '../../../shared/identifiers.ts';
import type { RedisConnection } from './connection.ts';
import { keyOf } from './keys.ts';

const CUT_AFTER_MS = 60_000;
/** Beyond this, writing the whole anew could hold votes up: it is left to Redis, and to closing. */
const MOST_BYTES = 64 * 1024 * 1024;

/** How many rewritings had begun when a meeting's votes were looked for and none seen; null before. */
type BegunBefore = number | null;

/**
 * [SECRET-1] An act notes a ticket beside its ballot in Redis' append-only file, unless others shared
 * it. So the file is written anew within two minutes or so of a vote, instead of keeping the acts until
 * closing: a copy of Redis' folder then shows at most the votes of these.
 */
export class JournalCut {
  readonly #redis: RedisConnection;
  readonly #afterMs: number;
  readonly #meetings = new Map<MeetingId, BegunBefore>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(redis: RedisConnection, afterMs = CUT_AFTER_MS) {
    this.#redis = redis;
    this.#afterMs = afterMs;
  }

  /** To be called after each vote, whichever process took it, and for what an earlier one has left. */
  due(id: MeetingId): void {
    this.#later(id, null);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #later(id: MeetingId, begunBefore: BegunBefore): void {
    if (this.#stopped) return;
    this.#meetings.set(id, begunBefore);
    this.#timer ??= setTimeout(() => void this.#cut(), this.#afterMs).unref();
  }

  async #cut(): Promise<void> {
    this.#timer = undefined;
    const meetings = [...this.#meetings];
    this.#meetings.clear();
    for (const [id, begunBefore] of meetings)
      try {
        const node = await this.#redis.nodeOf(keyOf(id, 'state'));
        const facts = readFacts(String(await node.ask(['INFO', 'persistence'])));
        const step = nextStep(facts, begunBefore);
        if (step === 'rewrite') await node.ask(['BGREWRITEAOF']);
        // A vote that was heard of meanwhile is due already.
        else if (step === 'look again' && !this.#meetings.has(id)) this.#later(id, facts.begun);
      } catch {
        // A Redis in trouble, or a file under way: the votes are safe, and it is tried until it works.
        this.due(id);
      }
  }
}

interface JournalFacts {
  readonly bytes: number;
  /** What `bytes` was at the end of the last rewriting. */
  readonly base: number;
  /** Rewritings that have begun since Redis started. */
  readonly begun: number;
}

function readFacts(info: string): JournalFacts {
  const fact = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(info)?.[1] ?? 0);
  return {
    bytes: fact('aof_current_size'),
    base: fact('aof_base_size'),
    begun: fact('aof_rewrites'),
  };
}

/**
 * Another server may have done it in this minute already: a file that has not grown since holds no
 * votes, or those that came while it was written, which Redis counts to its size from the beginning. So
 * it is looked at once more, and written anew unless a rewriting has begun after the first look.
 */
function nextStep(
  { bytes, base, begun }: JournalFacts,
  begunBefore: BegunBefore,
): 'rewrite' | 'look again' | 'nothing' {
  if (base > MOST_BYTES) return 'nothing';
  if (begunBefore !== null && begun > begunBefore) return 'nothing';
  if (begunBefore !== null || bytes > base) return 'rewrite';
  return 'look again';
}
