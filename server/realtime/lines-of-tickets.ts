import type { Socket } from 'socket.io';
import type { Commitment } from '../../shared/identifiers.ts';

/** A phone that moves from network to network leaves lines behind whose end is noticed later. */
const MOST_OF_A_TICKET = 20;

type Line = Pick<Socket, 'once' | 'conn'>;

/**
 * One ticket may be shown over only so many lines at a time; where there are more, the one that came
 * first is let go. A line by polling costs its owner two requests and stays for 45 seconds after.
 */
export class LinesOfTickets {
  readonly #lines = new Map<Commitment, Set<Line>>();

  enter(ticket: Commitment, line: Line): void {
    const lines = this.#lines.get(ticket) ?? new Set();
    this.#lines.set(ticket, lines.add(line));
    line.once('disconnect', () => {
      lines.delete(line);
      if (lines.size === 0) this.#lines.delete(ticket);
    });
    const [first] = lines;
    if (lines.size > MOST_OF_A_TICKET) first?.conn.close(true);
  }
}
