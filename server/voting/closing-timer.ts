import type { MeetingId } from '../../shared/identifiers.ts';
import { isOutage } from '../store/store.ts';
import { closeWhenDue } from './commands.ts';
import { leftMs } from './countdowns.ts';
import type { Live, LiveParts } from './live.ts';
import type { LiveMoment } from './live-moment.ts';

/** How soon a closing that could not be made is tried again. */
const RETRY_MS = 1000;

/**
 * [PHASE-1, PHASE-8] Closes each meeting when its announced closing falls due. The moment is part of
 * the meeting's record, so a restart goes on with the same countdown, and one that fell due while the
 * server was down closes at once.
 */
export class ClosingTimer {
  readonly #parts: LiveParts;
  readonly #timers = new Map<MeetingId, NodeJS.Timeout>();
  readonly #unsubscribe: () => void;
  readonly #closing = new Set<Promise<void>>();
  #stopped = false;

  constructor(parts: LiveParts, live: Live) {
    this.#parts = parts;
    this.#unsubscribe = live.listen({
      moment: (moment) => this.#follow(moment),
      gone: (id) => this.#clear(id),
    });
  }

  /** Resolves when a closing that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    for (const id of [...this.#timers.keys()]) this.#clear(id);
    await Promise.all(this.#closing);
  }

  #follow({ state: { meeting }, closingDueAt }: LiveMoment): void {
    this.#clear(meeting.id);
    const { id, phase, closingAt } = meeting;
    if (phase === 'open' && closingAt !== null) this.#closeIn(id, closingAt, leftMs(closingDueAt));
  }

  #closeIn(id: MeetingId, closingAt: number, wait: number | null): void {
    this.#timers.set(
      id,
      setTimeout(() => void this.#due(id, closingAt), wait ?? 0),
    );
  }

  async #due(id: MeetingId, closingAt: number): Promise<void> {
    this.#timers.delete(id);
    const closing = this.#close(id, closingAt);
    this.#closing.add(closing);
    await closing;
    this.#closing.delete(closing);
  }

  async #close(id: MeetingId, closingAt: number): Promise<void> {
    try {
      await closeWhenDue(this.#parts, id, closingAt);
    } catch (error) {
      if (isOutage(error)) this.#parts.health.failed(error);
      else this.#parts.report(error);
      if (!this.#stopped) this.#closeIn(id, closingAt, RETRY_MS);
    }
  }

  #clear(id: MeetingId): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
