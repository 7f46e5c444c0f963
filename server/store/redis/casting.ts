import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import { RULE_LIMITS } from '../../../shared/rule.ts';
import type { Cast, CastOutcome, Store } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { freeSlotKeys, keysOf } from './keys.ts';
import { packCast } from './packing.ts';
import { findTicket } from './tickets.ts';

/** Redis does nothing else while it drops a group, so a group must stay short. */
const MOST_AT_ONCE = 200;

type CommitListener = Parameters<Store['onCommit']>[0];

interface Waiting {
  readonly commitment: Commitment;
  readonly packed: Buffer;
  readonly resolve: (outcome: CastOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * [CAST-1, CAST-2] Casts of one meeting that arrive while others are under way go together in one
 * act, which is acknowledged once Redis has flushed it to the disk. A single one waits for nobody.
 */
export class Casting {
  readonly #redis: RedisConnection;
  readonly #waiting = new Map<MeetingId, Waiting[]>();
  readonly #underWay = new Map<MeetingId, Promise<void>>();
  readonly #listeners = new Set<CommitListener>();

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  cast(cast: Cast): Promise<CastOutcome> {
    return new Promise((resolve, reject) => {
      // First, as it throws for a cast that is wrong in itself: the others go on without it.
      const packed = packCast(cast);
      const waiting = this.#waiting.get(cast.meeting) ?? [];
      waiting.push({ commitment: cast.commitment, packed, resolve, reject });
      this.#waiting.set(cast.meeting, waiting);
      this.#begin(cast.meeting);
    });
  }

  listen(listener: CommitListener): () => void {
    const own: CommitListener = (commit) => listener(commit);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Resolves when everything that came before is answered. */
  async finish(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  #begin(id: MeetingId): void {
    if (this.#underWay.has(id)) return;
    this.#underWay.set(id, this.#dropAll(id));
  }

  async #dropAll(id: MeetingId): Promise<void> {
    // Those of the same turn come together, even where nothing was under way.
    await new Promise(setImmediate);
    for (;;) {
      const group = this.#waiting.get(id)?.splice(0, MOST_AT_ONCE) ?? [];
      if (group.length === 0) break;
      await this.#drop(id, group);
    }
    // In one turn with the look that found nobody: who comes next must begin anew.
    this.#waiting.delete(id);
    this.#underWay.delete(id);
  }

  async #drop(id: MeetingId, group: readonly Waiting[]): Promise<void> {
    try {
      const keys = keysOf(id, ['state', 'tickets', 'box', 'tally', 'counts']);
      const free = freeSlotKeys(id, RULE_LIMITS.groups.most);
      const packed = Buffer.concat(group.map((waiting) => waiting.packed));
      const begun = performance.now();
      const answers = await this.#redis.call('cast', [...keys, ...free], [id, packed]);
      const seconds = (performance.now() - begun) / 1000;
      const outcomes = String(answers).split(' ');
      this.#tell(outcomes, seconds);
      group.forEach((waiting, index) => {
        void this.#answer(waiting, outcomes[index] ?? '');
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** In a microtask, so that a listener that throws cannot undo what is durable already. */
  #tell(outcomes: readonly string[], seconds: number): void {
    if (!outcomes.includes('accepted')) return;
    const casts = outcomes.filter((said) => said === 'not_here' || OUTCOMES.has(said)).length;
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener({ casts, seconds });
      });
  }

  async #answer({ commitment, resolve, reject }: Waiting, said: string): Promise<void> {
    try {
      resolve({
        outcome: said === 'not_here' ? await this.#whereElse(commitment) : outcomeOf(said),
      });
    } catch (error) {
      reject(error);
    }
  }

  /** The ticket is not one of this meeting. */
  async #whereElse(commitment: Commitment): Promise<'ticket_unknown' | 'wrong_meeting'> {
    const ticket = await findTicket(this.#redis, commitment);
    return ticket === null ? 'ticket_unknown' : 'wrong_meeting';
  }
}

const OUTCOMES = new Set<string>([
  'wrong_round',
  'ticket_voided',
  'accepted',
  'ticket_used',
  'meeting_halted',
  'voting_not_open',
  'voting_paused',
  'voting_closed',
] satisfies CastOutcome['outcome'][]);

function outcomeOf(said: string): CastOutcome['outcome'] {
  if (OUTCOMES.has(said)) return said as CastOutcome['outcome'];
  if (said === 'wrong_size') throw new Error('a cast of the wrong size');
  throw new Error(`ballot box damaged: ${said}`);
}
