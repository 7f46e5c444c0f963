import type { MeetingId } from '../../../shared/identifiers.ts';
import { isOutage } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { CHANGED_CHANNEL } from './keys.ts';
import { readRevision } from './meetings.ts';

const LOOK_EVERY_MS = 1000;

/**
 * Who else changes a meeting says so by a message. A message may get lost with a connection, and
 * nothing may ever be shown as new that is old (SCREEN-3): so the revisions of all meetings that
 * this process has read are looked at each second as well.
 */
export class Notices {
  readonly #redis: RedisConnection;
  readonly #report: (error: unknown) => void;
  readonly #listeners = new Set<(id: MeetingId) => void>();
  readonly #revisions = new Map<MeetingId, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(redis: RedisConnection, report: (error: unknown) => void) {
    this.#redis = redis;
    this.#report = report;
  }

  async start(): Promise<void> {
    await this.#redis.link.subscribe(CHANGED_CHANNEL, (id) => this.#tell(String(id) as MeetingId));
    this.#redis.link.onReturn(() => {
      for (const id of this.#revisions.keys()) this.#tell(id);
    });
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  listen(listener: (id: MeetingId) => void): () => void {
    const own = (id: MeetingId): void => listener(id);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** What a reader of this process has seen: only what differs from it is news. */
  seen(id: MeetingId, revision: number | null): void {
    if (revision === null) this.#revisions.delete(id);
    else this.#revisions.set(id, revision);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await Promise.all([...this.#revisions].map(([id, known]) => this.#lookAt(id, known)));
    } catch (error) {
      if (!isOutage(error)) this.#report(error);
    } finally {
      this.#looking = false;
    }
  }

  async #lookAt(id: MeetingId, known: number): Promise<void> {
    if ((await readRevision(this.#redis, id)) !== known) this.#tell(id);
  }

  #tell(id: MeetingId): void {
    for (const listener of this.#listeners) listener(id);
  }
}
