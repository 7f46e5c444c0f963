import type { MeetingId } from '../../shared/identifiers.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { type Changed, isOutage, type MeetingState } from '../store/store.ts';
import { Countdowns } from './countdowns.ts';
import {
  type FollowedMeeting,
  followedMeeting,
  hasNews,
  isOvertaken,
  mayBeLetGo,
} from './followed-meeting.ts';
import { shownOf, stepDisplay } from './live-display.ts';
import type { LiveMoment } from './live-moment.ts';
import { MeetingLooks } from './meeting-looks.ts';
import type { VotingParts } from './parts.ts';
import type { StorageHealth } from './storage-health.ts';
import { toldRevision } from './told-revision.ts';

export interface LiveListener {
  /** The newest moment, those in between left out; everything it tells is durable (PHASE-2). */
  readonly moment?: (moment: LiveMoment) => void;
  /** Nobody here watches the meeting any more: what moments are compared with may be let go. */
  readonly left?: (id: MeetingId) => void;
  /** The meeting was deleted. */
  readonly gone?: (id: MeetingId) => void;
}

export interface LiveParts extends VotingParts {
  readonly health: StorageHealth;
  /** For what nobody asked for and so nobody can be answered. */
  readonly report: (error: unknown) => void;
}

/**
 * Looks at the meetings that changed or were asked for, and tells each change as a picture of the
 * whole: a listener that misses one is put right by the next. Figures only where somebody watches
 * them: many processes on one store must not repeat each other's work. News everywhere: it may be an
 * announced closing, which any process must keep (PHASE-3).
 */
export class Live {
  readonly #parts: LiveParts;
  readonly #meetings = new Map<MeetingId, FollowedMeeting>();
  readonly #looks: MeetingLooks;
  readonly #listeners = new Set<LiveListener>();
  readonly #countdowns: Countdowns;
  readonly #unsubscribe: readonly (() => void)[];

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#looks = new MeetingLooks(parts);
    this.#countdowns = new Countdowns(parts.now);
    this.#unsubscribe = [
      parts.store.onChange((id, changed) => this.#changed(id, changed)),
      parts.health.onChange(() => this.#healthChanged()),
    ];
  }

  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * From here on the meeting is told, for one page more, at each change or for `news` at those alone,
   * until what this returns is called; repeating that does nothing. The page is to be greeted after
   * this, so that no change falls in between.
   */
  watch(id: MeetingId, changes: Changed): () => void {
    const followed = this.#follow(id);
    const ofFigures = changes === 'figures' ? 1 : 0;
    followed.watchers += 1;
    followed.watchersOfFigures += ofFigures;
    // While nobody watched its figures, their changes were not noticed, and no batch waited (SECRET-3).
    if (ofFigures === 1 && followed.watchersOfFigures === 1) this.refresh(id);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      followed.watchers -= 1;
      followed.watchersOfFigures -= ofFigures;
      this.#letGo(id, followed);
    };
  }

  /** Tells the meeting as it is, though nothing changed. */
  refresh(id: MeetingId): void {
    const followed = this.#follow(id);
    followed.noticed += 1;
    followed.refresh.request();
  }

  /**
   * Hands over the meeting as it is now, or null when there is none: for whoever watches it, and is
   * told by `listen` from here on; with older figures perhaps for who watches news alone. Never an
   * older moment than one that listeners were told, as `use` is called in the same turn in which that
   * was made sure; not at all where the last page has left meanwhile.
   */
  async greet(id: MeetingId, use: (moment: LiveMoment | null) => void): Promise<void> {
    const known = this.#meetings.get(id);
    if (known?.moment && known.contained === known.noticed) return use(known.moment);
    const look = await this.#looks.at(id);
    if (look === null) return use(null);
    // What was read for a page that has left may be older than what the next one is told.
    if (known !== undefined && known === this.#meetings.get(id))
      use(this.#newest(known, look.state));
  }

  /** At most one coalescing interval old where its figures are watched; null before the first look. */
  latest(id: MeetingId): LiveMoment | null {
    return this.#meetings.get(id)?.moment ?? null;
  }

  /** Ballots of the last 60 seconds, in all, as far as the meeting was watched by then. */
  returnedPerMinute(id: MeetingId): number {
    return this.#meetings.get(id)?.pace.perMinute(this.#parts.now()) ?? 0;
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await Promise.all([...this.#meetings.values()].map(({ refresh }) => refresh.stop()));
  }

  #changed(id: MeetingId, changed: Changed): void {
    const watchers = this.#meetings.get(id)?.watchersOfFigures ?? 0;
    if (changed === 'news' || watchers > 0) this.refresh(id);
  }

  #follow(id: MeetingId): FollowedMeeting {
    const known = this.#meetings.get(id);
    if (known !== undefined) return known;
    const followed = followedMeeting((it) => this.#refresh(id, it));
    this.#meetings.set(id, followed);
    return followed;
  }

  async #refresh(id: MeetingId, followed: FollowedMeeting): Promise<void> {
    const { noticed, moment } = followed;
    try {
      const look = await this.#looks.at(id);
      if (look === null) return this.#forget(id, followed, noticed);
      const { state, isOfOlderData } = look;
      if (isOfOlderData) followed.step = null;
      // Nowhere else: two steps at once from the same picture could differ by a single ballot.
      followed.step = await stepDisplay(this.#parts.store, state, followed.step);
      if (!isOvertaken(moment, followed.moment, state))
        this.#tell(followed, this.#momentOf(state, followed.step.shown));
      followed.contained = noticed;
      this.#letGo(id, followed);
    } catch (error) {
      // A later change or the recovered store asks again; until then the last moment stands.
      if (isOutage(error)) this.#parts.health.failed(error);
      else this.#parts.report(error);
    }
  }

  #momentOf(state: MeetingState, shown: LiveMoment['shown']): LiveMoment {
    const closingDueAt = this.#countdowns.dueAt(state.meeting);
    return { state, shown, interrupted: this.#interrupted(), closingDueAt };
  }

  /**
   * The moment that whoever comes in is handed. News is told to everybody first: who is handed it
   * alone would not be told when it is taken back before the next look.
   */
  #newest(followed: FollowedMeeting, state: MeetingState): LiveMoment {
    const { moment } = followed;
    if (moment !== null && toldRevision(moment.state) >= toldRevision(state)) return moment;
    const looked = this.#momentOf(state, shownOf(state));
    if (moment === null || hasNews(moment.state, state)) this.#tell(followed, looked);
    followed.moment = looked;
    this.#looks.told(state);
    return looked;
  }

  #tell(followed: FollowedMeeting, moment: LiveMoment): void {
    const { meeting, tally } = moment.state;
    followed.moment = moment;
    followed.pace.note(this.#parts.now(), meeting.round, returnedInAll(tally));
    this.#looks.told(moment.state);
    for (const listener of this.#listeners) listener.moment?.(moment);
  }

  #letGo(id: MeetingId, followed: FollowedMeeting): void {
    if (!mayBeLetGo(followed) || this.#meetings.get(id) !== followed) return;
    this.#meetings.delete(id);
    void followed.refresh.stop();
    for (const listener of this.#listeners) listener.left?.(id);
  }

  #forget(id: MeetingId, followed: FollowedMeeting, noticed: number): void {
    this.#meetings.delete(id);
    this.#looks.forget(id);
    this.#countdowns.forget(id);
    void followed.refresh.stop();
    for (const listener of this.#listeners) listener.gone?.(id);
    // Another one may have been imported under its id.
    if (followed.noticed > noticed) this.refresh(id);
  }

  #healthChanged(): void {
    const interrupted = this.#interrupted();
    for (const [id, followed] of this.#meetings) {
      if (followed.moment !== null) this.#tell(followed, { ...followed.moment, interrupted });
      if (!interrupted) this.refresh(id);
    }
  }

  #interrupted(): boolean {
    return this.#parts.health.state().state === 'failing';
  }
}
