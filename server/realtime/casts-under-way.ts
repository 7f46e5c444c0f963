import type { Commitment } from '../../shared/identifiers.ts';

/** A phone waits for each answer; a few of them may be in the hands of one voter. */
const MOST_OF_A_TICKET = 100;

/**
 * The casts that are not answered yet. One ticket can have only so many of them, over however many
 * lines: where the store is slower than a line, they would wait in memory and before everybody else's.
 */
export class CastsUnderWay {
  readonly #all = new Set<Promise<void>>();
  readonly #ofTickets = new Map<Commitment, number>();

  /** False, with nothing begun, where the ticket has too many already. `act` must not reject. */
  begin(ticket: Commitment, act: () => Promise<void>): boolean {
    const ofTicket = this.#ofTickets.get(ticket) ?? 0;
    if (ofTicket >= MOST_OF_A_TICKET) return false;
    this.#ofTickets.set(ticket, ofTicket + 1);
    const underWay = act().finally(() => {
      this.#all.delete(underWay);
      this.#end(ticket);
    });
    this.#all.add(underWay);
    return true;
  }

  /** Resolves when those are answered that have begun by now. */
  async finish(): Promise<void> {
    await Promise.all(this.#all);
  }

  #end(ticket: Commitment): void {
    const left = (this.#ofTickets.get(ticket) ?? 1) - 1;
    if (left === 0) this.#ofTickets.delete(ticket);
    else this.#ofTickets.set(ticket, left);
  }
}
