import type { MeetingId } from '../../../shared/identifiers.ts';
import { isOutage } from '../store.ts';
import { shuffleBox } from './box.ts';
import type { RedisConnection } from './connection.ts';
import { readDue, settleDue } from './due.ts';
import { storageFailure } from './failures.ts';
import { keyOf } from './keys.ts';
import { forgetLookups } from './lookups.ts';
import { meetingIds, placeOf, unlistId } from './meetings.ts';
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
      // Before anything else: what becomes due from here on may leave traces that this does not see.
      const due = await readDue(this.#redis, id);
      const place = await placeOf(this.#redis, id);
      await shuffleBox(this.#redis, id);
      await forgetLookups(this.#redis);
      await this.#rewriting.rewrite(await this.#redis.nodeOf(keyOf(id, 'state')));
      if (due === null) return;
      // A deleted meeting is forgotten only now, so that its traces were found until then.
      const outcome = await settleDue(this.#redis, id, due);
      if (outcome === 'gone' && place !== null) await unlistId(this.#redis, id, place);
    } catch (error) {
      if (!isOutage(storageFailure(error, false))) throw error;
    }
  }

  async scrubWhatIsDue(): Promise<void> {
    try {
      for (const id of await meetingIds(this.#redis))
        if ((await readDue(this.#redis, id)) !== null) await this.scrub(id);
    } catch (error) {
      if (!this.#stopped && !isOutage(storageFailure(error, false))) this.#report(error);
    }
  }
}
