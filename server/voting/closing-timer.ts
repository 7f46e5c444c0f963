import type { MeetingId } from '../../shared/identifiers.ts';
import { isOutage } from '../store/store.ts';
import { closeWhenDue } from './commands.ts';
import type { Live, LiveParts } from './live.ts';
import type { LiveMoment } from './live-moment.ts';

/** Looked at this often, since the clock of the machine may be set while a countdown runs. */
const LOOK_EVERY_MS = 1000;

/**
 * [PHASE-1] Closes each meeting when its announced closing falls due. The moment is part of the
 * meeting's record, so a restart goes on with the same countdown, and one that fell due while the
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

  #follow({ state: { meeting } }: LiveMoment): void {
    this.#clear(meeting.id);
    if (meeting.phase === 'open' && meeting.closingAt !== null)
      this.#lookAgain(meeting.id, meeting.closingAt);
  }

  #lookAgain(id: MeetingId, closingAt: number): void {
    const wait = Math.min(Math.max(closingAt - this.#parts.now(), 0), LOOK_EVERY_MS);
    const look = () => void this.#look(id, closingAt);
    this.#timers.set(id, setTimeout(look, wait));
  }

  async #look(id: MeetingId, closingAt: number): Promise<void> {
    if (this.#parts.now() < closingAt) {
      this.#lookAgain(id, closingAt);
      return;
    }
    this.#timers.delete(id);
    const closing = this.#close(id);
    this.#closing.add(closing);
    await closing;
    this.#closing.delete(closing);
  }

  async #close(id: MeetingId): Promise<void> {
    try {
      await closeWhenDue(this.#parts, id);
    } catch (error) {
      this.#failed(id, error);
    }
  }

  #failed(id: MeetingId, error: unknown): void {
    if (isOutage(error)) this.#parts.health.failed(error);
    else this.#parts.report(error);
    if (this.#stopped) return;
    this.#timers.set(
      id,
      setTimeout(() => void this.#look(id, 0), LOOK_EVERY_MS),
    );
  }

  #clear(id: MeetingId): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
