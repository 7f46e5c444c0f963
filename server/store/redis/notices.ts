import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Changed, isOutage } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { CHANGED_CHANNEL, FIGURES_CHANNEL } from './keys.ts';
import { type Edition, readEdition } from './meetings.ts';

const LOOK_EVERY_MS = 1000;

type Listener = (id: MeetingId, changed: Changed) => void;

/**
 * Who else changes a meeting says so by a message. A message may get lost with a connection, and
 * nothing may ever be shown as new that is old (SCREEN-3): so the editions of all meetings that this
 * process has read are looked at each second as well. Of all, whoever is connected: an announced
 * closing must be kept (PHASE-3), and older data are found by it (PHASE-7).
 */
export class Notices {
  readonly #redis: RedisConnection;
  readonly #report: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  readonly #editions = new Map<MeetingId, Edition>();
  /** What was told and not read since: whoever it concerns is about to read it. */
  readonly #toldUnread = new Map<MeetingId, Changed>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(redis: RedisConnection, report: (error: unknown) => void) {
    this.#redis = redis;
    this.#report = report;
  }

  async start(): Promise<void> {
    const hear = (channel: string, changed: Changed) =>
      this.#redis.link.subscribe(channel, (id) => this.#tell(String(id) as MeetingId, changed));
    await hear(CHANGED_CHANNEL, 'news');
    await hear(FIGURES_CHANNEL, 'figures');
    this.#redis.link.onReturn(() => {
      for (const id of this.#editions.keys()) this.#tell(id, 'news');
    });
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  listen(listener: Listener): () => void {
    const own: Listener = (id, changed) => listener(id, changed);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /**
   * What a reader of this process has seen. What is new in it is told unless it was: whoever read it for
   * an answer need not tell the pages, and looking finds nothing new any more.
   */
  seen(id: MeetingId, edition: Edition | null): void {
    const known = this.#editions.get(id);
    if (edition === null) this.#editions.delete(id);
    else this.#editions.set(id, edition);
    const told = this.#toldUnread.get(id);
    this.#toldUnread.delete(id);
    const changed = known === undefined ? null : whatChanged(known, edition);
    if (changed !== null && told !== 'news' && told !== changed) this.#tell(id, changed);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await Promise.all([...this.#editions].map(([id, known]) => this.#lookAt(id, known)));
    } catch (error) {
      if (!isOutage(error)) this.#report(error);
    } finally {
      this.#looking = false;
    }
  }

  async #lookAt(id: MeetingId, known: Edition): Promise<void> {
    const found = await readEdition(this.#redis, id);
    // What was read meanwhile is told already.
    if (this.#editions.get(id) !== known) return;
    const changed = whatChanged(known, found);
    if (changed === null) return;
    // Nobody may care for its figures here, and then nobody reads them: they are told once.
    if (changed === 'figures' && found !== null) this.#editions.set(id, found);
    this.#tell(id, changed);
  }

  #tell(id: MeetingId, changed: Changed): void {
    if (this.#toldUnread.get(id) !== 'news') this.#toldUnread.set(id, changed);
    for (const listener of this.#listeners) listener(id, changed);
  }
}

/** Null for nothing. A revision that has fallen is one of older data, put back. */
function whatChanged(known: Edition, found: Edition | null): Changed | null {
  if (found === null || found.news !== known.news || found.revision < known.revision) return 'news';
  return found.revision === known.revision ? null : 'figures';
}
