import type { MeetingId } from '../../shared/identifiers.ts';
import type { Meeting } from '../../shared/meeting.ts';
import { MOST_COUNTDOWN_SECONDS } from '../../shared/protocol/schemas/http.ts';
import { steadyNow } from './steady-now.ts';

interface Countdown {
  readonly closingAt: number;
  readonly dueAt: number;
}

/**
 * [PHASE-8] When announced closings fall due on the steady clock of this process. The time of day is
 * asked once for each, when it is first seen here: at once when it was announced, or after a start.
 * From then on the clock of the machine may be set as it likes.
 */
export class Countdowns {
  readonly #now: () => number;
  readonly #running = new Map<MeetingId, Countdown>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In ms of `steadyNow`; null when no closing is announced. Repeating answers the same. */
  dueAt({ id, closingAt }: Pick<Meeting, 'id' | 'closingAt'>): number | null {
    if (closingAt === null) {
      this.#running.delete(id);
      return null;
    }
    const known = this.#running.get(id);
    if (known?.closingAt === closingAt) return known.dueAt;
    // A clock that was set back while the server was down must not make anybody wait for it.
    const left = Math.min(Math.max(closingAt - this.#now(), 0), MOST_COUNTDOWN_SECONDS * 1000);
    const countdown = { closingAt, dueAt: steadyNow() + left };
    this.#running.set(id, countdown);
    return countdown.dueAt;
  }

  forget(id: MeetingId): void {
    this.#running.delete(id);
  }
}

/** What is left until `dueAt`, as it is told: whole ms, never below 0; null for none. */
export function leftMs(dueAt: number | null): number | null {
  return dueAt === null ? null : Math.max(0, Math.round(dueAt - steadyNow()));
}
