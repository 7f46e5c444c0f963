import type { MeetingId } from '../../shared/identifiers.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { isOutage, type MeetingState } from '../store/store.ts';
import { type Coalesced, coalesce } from './coalesce.ts';
import { Countdowns } from './countdowns.ts';
import { type DisplayStep, shownOf, stepDisplay, withoutStaleBox } from './live-display.ts';
import type { LiveMoment } from './live-moment.ts';
import { refuseOlderData } from './older-data.ts';
import { Pace } from './pace.ts';
import type { VotingParts } from './parts.ts';
import type { StorageHealth } from './storage-health.ts';
import { toldRevision } from './told-revision.ts';

/** At most ten pictures a second of a running vote: nobody's eyes ask for more. */
export const MOMENT_EVERY_MS = 100;

export interface LiveListener {
  /** The newest moment, those in between left out; everything it tells is durable (PHASE-2). */
  readonly moment?: (moment: LiveMoment) => void;
  /** The meeting was deleted. */
  readonly gone?: (id: MeetingId) => void;
}

interface Watched {
  readonly refresh: Coalesced;
  readonly pace: Pace;
  step: DisplayStep | null;
  moment: LiveMoment | null;
  /** How many changes were noticed, and how many of them `moment` has in it for certain. */
  noticed: number;
  contained: number;
}

export interface LiveParts extends VotingParts {
  readonly health: StorageHealth;
  /** For what nobody asked for and so nobody can be answered. */
  readonly report: (error: unknown) => void;
}

/**
 * Watches the meetings that changed or were asked for, and tells each change as a picture of the
 * whole: a listener that misses one is put right by the next.
 */
export class Live {
  readonly #parts: LiveParts;
  readonly #meetings = new Map<MeetingId, Watched>();
  readonly #listeners = new Set<LiveListener>();
  readonly #countdowns: Countdowns;
  readonly #unsubscribe: readonly (() => void)[];

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#countdowns = new Countdowns(parts.now);
    this.#unsubscribe = [
      parts.store.onChange((id) => this.refresh(id)),
      parts.health.onChange(() => this.#healthChanged()),
    ];
  }

  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the meeting as it is, though nothing changed. */
  refresh(id: MeetingId): void {
    const watched = this.#watch(id);
    watched.noticed += 1;
    watched.refresh.request();
  }

  /**
   * Hands over the meeting as it is now, or null when there is none: for whoever comes in and is
   * told by `listen` from here on. Never an older moment than one that listeners were told, as
   * `use` is called in the same turn in which that was made sure.
   */
  async greet(id: MeetingId, use: (moment: LiveMoment | null) => void): Promise<void> {
    const known = this.#meetings.get(id);
    if (known?.moment && known.contained === known.noticed) return use(known.moment);
    const state = await this.#read(id);
    if (state === null) return use(null);
    const looked = this.#momentOf(state, shownOf(state));
    const watched = this.#watch(id);
    if (watched.moment === null || watched.moment.state.revision < looked.state.revision)
      watched.moment = looked;
    use(watched.moment);
  }

  /** The latest moment, at most one coalescing interval old; null before the first. */
  latest(id: MeetingId): LiveMoment | null {
    return this.#meetings.get(id)?.moment ?? null;
  }

  /** Ballots of the last 60 seconds, in all. */
  returnedPerMinute(id: MeetingId): number {
    return this.#meetings.get(id)?.pace.perMinute(this.#parts.now()) ?? 0;
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await Promise.all([...this.#meetings.values()].map(({ refresh }) => refresh.stop()));
  }

  #watch(id: MeetingId): Watched {
    const known = this.#meetings.get(id);
    if (known !== undefined) return known;
    const refresh = coalesce(MOMENT_EVERY_MS, () => this.#refresh(id));
    const watched: Watched = {
      refresh,
      pace: new Pace(),
      step: null,
      moment: null,
      noticed: 0,
      contained: 0,
    };
    this.#meetings.set(id, watched);
    return watched;
  }

  async #refresh(id: MeetingId): Promise<void> {
    const watched = this.#watch(id);
    const { noticed } = watched;
    try {
      const state = await this.#readAnew(id, watched);
      if (state === null) return this.#forget(id);
      // Nowhere else: two steps at once from the same picture could differ by a single ballot.
      watched.step = await stepDisplay(this.#parts.store, state, watched.step);
      const { shown } = watched.step;
      this.#tell(this.#momentOf(state, shown));
      watched.contained = noticed;
    } catch (error) {
      // A later change or the recovered store asks again; until then the last moment stands.
      if (isOutage(error)) this.#parts.health.failed(error);
      else this.#parts.report(error);
    }
  }

  /**
   * [PHASE-7] A store that other processes use as well may get older data put back under a server
   * that goes on running, so that no console comes back to show what it has seen.
   */
  async #readAnew(id: MeetingId, watched: Watched): Promise<MeetingState | null> {
    const told = watched.moment;
    const state = await this.#read(id);
    if (state === null || told === null) return state;
    const seen = toldRevision(told.state);
    if (toldRevision(state) >= seen) return state;
    // What waited to be shown was counted from ballots that may be gone.
    watched.step = null;
    await refuseOlderData(this.#parts, id, seen);
    return this.#read(id);
  }

  async #read(id: MeetingId): Promise<MeetingState | null> {
    const state = await this.#parts.store.readMeeting(id);
    return state === null ? null : withoutStaleBox(state);
  }

  #momentOf(state: MeetingState, shown: LiveMoment['shown']): LiveMoment {
    const closingDueAt = this.#countdowns.dueAt(state.meeting);
    return { state, shown, interrupted: this.#interrupted(), closingDueAt };
  }

  #tell(moment: LiveMoment): void {
    const { meeting, tally } = moment.state;
    const watched = this.#watch(meeting.id);
    watched.moment = moment;
    watched.pace.note(this.#parts.now(), meeting.round, returnedInAll(tally));
    for (const listener of this.#listeners) listener.moment?.(moment);
  }

  #forget(id: MeetingId): void {
    this.#meetings.delete(id);
    this.#countdowns.forget(id);
    for (const listener of this.#listeners) listener.gone?.(id);
  }

  #healthChanged(): void {
    const interrupted = this.#interrupted();
    for (const { moment, refresh } of this.#meetings.values()) {
      if (moment !== null) this.#tell({ ...moment, interrupted });
      if (!interrupted) refresh.request();
    }
  }

  #interrupted(): boolean {
    return this.#parts.health.state().state === 'failing';
  }
}
