import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { isOutage, PRESENCE_LASTS_MS, type Presence } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { PRESENCE_CHANNEL } from './keys.ts';

const TELL_EVERY_MS = 1000;

const messageSchema = z.object({
  process: z.string(),
  pages: z.array(z.tuple([z.string(), z.number(), z.number()])),
});

interface Heard {
  /** Of this process' own clock, which nobody sets. */
  readonly at: number;
  readonly pages: z.infer<typeof messageSchema>['pages'];
}

/** How many pages the processes serve: told each second by messages, and kept nowhere. */
export class Presences {
  readonly #redis: RedisConnection;
  readonly #report: (error: unknown) => void;
  readonly #process = randomUUID();
  readonly #others = new Map<string, Heard>();
  #own: () => readonly Presence[] = () => [];
  #timer: NodeJS.Timeout | undefined;

  constructor(redis: RedisConnection, report: (error: unknown) => void) {
    this.#redis = redis;
    this.#report = report;
  }

  async start(): Promise<void> {
    await this.#redis.link.subscribe(PRESENCE_CHANNEL, (message) => this.#hear(message));
    this.#timer = setInterval(() => void this.#tell(), TELL_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  share(own: () => readonly Presence[]): void {
    this.#own = own;
  }

  elsewhere(id: MeetingId): Omit<Presence, 'meeting'> {
    const since = performance.now() - PRESENCE_LASTS_MS;
    let [phones, screens] = [0, 0];
    for (const { at, pages } of this.#others.values())
      for (const [meeting, ofPhones, ofScreens] of pages)
        if (at >= since && meeting === id) {
          phones += ofPhones;
          screens += ofScreens;
        }
    return { phones, screens };
  }

  async #tell(): Promise<void> {
    const pages = this.#own().map(({ meeting, phones, screens }) => [meeting, phones, screens]);
    const message = JSON.stringify({ process: this.#process, pages });
    try {
      await this.#redis.read(PRESENCE_CHANNEL, ['PUBLISH', PRESENCE_CHANNEL, message]);
    } catch (error) {
      if (!isOutage(error)) this.#report(error);
    }
  }

  #hear(message: Buffer): void {
    const { process, pages } = messageSchema.parse(JSON.parse(String(message)));
    if (process === this.#process) return;
    const now = performance.now();
    this.#others.set(process, { at: now, pages });
    for (const [other, { at }] of this.#others)
      if (now - at > PRESENCE_LASTS_MS) this.#others.delete(other);
  }
}
