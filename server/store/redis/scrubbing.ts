import type { MeetingId } from '../../../shared/identifiers.ts';
import { isOutage } from '../store.ts';
import { shuffleBox } from './box.ts';
import type { RedisConnection } from './connection.ts';
import { storageFailure } from './failures.ts';
import { keyOf, MEETINGS_KEY } from './keys.ts';
import { forgetLookups } from './lookups.ts';
import { meetingIds } from './meetings.ts';
import { Rewriting } from './rewriting.ts';

const TRY_AGAIN_MS = 60_000;

/**
 * [SECRET-2] While voting is open, Redis' append-only file has the votes in their order. After the
 * box is shuffled it is written anew, and so is the snapshot file, should one have been made in the
 * middle of a vote. What could not be done, or a process died over, stays due: every process looks
 * each minute.
 */
export class Scrubbing {
  readonly #redis: RedisConnection;
  readonly #report: (error: unknown) => void;
  readonly #rewriting = new Rewriting();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(redis: RedisConnection, report: (error: unknown) => void) {
    this.#redis = redis;
    this.#report = report;
  }

  start(): void {
    this.#timer = setInterval(() => void this.scrubWhatIsDue(), TRY_AGAIN_MS).unref();
    void this.scrubWhatIsDue();
  }

  /** What is under way breaks off, and stays due. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Resolves all the same where it could not be done yet. */
  async scrub(id: MeetingId): Promise<void> {
    try {
      await shuffleBox(this.#redis, id);
      await forgetLookups(this.#redis);
      await this.#rewriting.rewrite(await this.#redis.nodeOf(keyOf(id, 'state')));
      await this.#done(id);
    } catch (error) {
      if (!isOutage(storageFailure(error, false))) throw error;
    }
  }

  async scrubWhatIsDue(): Promise<void> {
    try {
      for (const id of await meetingIds(this.#redis)) {
        const due = await this.#redis.read(keyOf(id, 'due'), ['EXISTS', keyOf(id, 'due')]);
        if (due === 1) await this.scrub(id);
      }
    } catch (error) {
      if (!this.#stopped && !isOutage(storageFailure(error, false))) this.#report(error);
    }
  }

  /** A deleted meeting is forgotten only now, so that its traces were found until then. */
  async #done(id: MeetingId): Promise<void> {
    await this.#redis.write(keyOf(id, 'due'), ['DEL', keyOf(id, 'due')]);
    const state = keyOf(id, 'state');
    if ((await this.#redis.read(state, ['EXISTS', state])) === 0)
      await this.#redis.write(MEETINGS_KEY, ['ZREM', MEETINGS_KEY, id]);
  }
}
