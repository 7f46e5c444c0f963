import { randomBytes } from 'node:crypto';
import { effect } from '@preact/signals';
import { vi } from 'vitest';
import { connectVoter } from '../../client-voter/connection.ts';
import { keptTickets } from '../../client-voter/kept-tickets.ts';
import { deviceStorage } from '../../client-voter/storage.ts';
import { createVoter, type Voter } from '../../client-voter/voter.ts';
import type { CastKey, Receipt, TicketSecret } from '../../shared/identifiers.ts';
import type { Random } from '../load/seeded-random.ts';

/** What the pages would find as the address that they came from. */
export function servePagesFrom(url: string): void {
  const { protocol, host, hostname, port } = new URL(url);
  vi.stubGlobal('location', { protocol, host, hostname, port });
}

/**
 * The phone page without its views: its own connection, its own way of asking again, its own memory.
 * It scans once, here, and never again.
 */
export class PageVoter {
  readonly #voter: Voter;
  readonly #changed = new Set<() => void>();
  readonly #stopWatching: () => void;

  constructor(ticket: TicketSecret, random: Random) {
    const blocked = () => {
      throw new Error('remembered for as long as the page lives');
    };
    this.#voter = createVoter({
      connect: (shown, listener) => connectVoter(shown, listener, random),
      kept: keptTickets(deviceStorage(blocked), deviceStorage(blocked)),
      newKey: () => randomBytes(16).toString('hex') as CastKey,
      random,
      now: () => performance.now(),
    });
    const { state } = this.#voter;
    const seen = [state.link, state.status, state.ticket, state.ballot, state.refusal];
    this.#stopWatching = effect(() => {
      for (const signal of seen) void signal.value;
      for (const look of [...this.#changed]) look();
    });
    this.#voter.begin({ found: 'ticket', ticket });
  }

  get receipt(): Receipt | null {
    const ballot = this.#voter.state.ballot.value;
    return ballot?.state === 'received' ? ballot.receipt : null;
  }

  /** Why the page turned its voter away, if it did. */
  get refusedWith(): string | null {
    return this.#voter.state.refusal.value?.code ?? null;
  }

  /** And was told all that is told first: its ticket last, which may lie on a node that is killed. */
  isConnected(): boolean {
    const { link, status, ticket } = this.#voter.state;
    return link.value === 'connected' && status.value !== null && ticket.value !== null;
  }

  /** Gives everybody the same grade and presses 提交. */
  submit(grade: number): void {
    const presenters = this.#voter.state.paper.value?.presenters.length ?? 0;
    for (let presenter = 0; presenter < presenters; presenter++)
      this.#voter.marking.markPresenter(presenter, grade);
    this.#voter.submit();
  }

  /** Resolves as soon as it holds; a test's own time limit ends the wait. */
  until(holds: (page: PageVoter) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds(this)) return;
        this.#changed.delete(look);
        resolve();
      };
      this.#changed.add(look);
      look();
    });
  }

  close(): void {
    this.#stopWatching();
    this.#voter.changeTicket('');
  }
}
