import { ballotSize, packBallot } from '../../../shared/ballot.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { TicketBatch } from '../../../shared/protocol/http.ts';
import { addBallot, copyTally, packTally, type Tally } from '../../../shared/tally.ts';
import type { Cast, CastOutcome, TicketState } from '../store.ts';
import { decideCast } from './cast-decision.ts';
import { addTickets, type KeptMeeting, shapeOfKept } from './kept-meeting.ts';
import { readRow, run } from './rows.ts';
import type { Shelf } from './shelf.ts';

const FIND_TICKET =
  'SELECT meeting, batch, "group", state, receipt FROM ticket WHERE commitment = ?';
const SPEND_TICKET =
  "UPDATE ticket SET state = 'spent', inner_hash = ?, receipt = ? WHERE commitment = ?";
const FILL_SLOT = 'UPDATE box SET ballot = ? WHERE slot = ?';

/** An error is a cast that its caller should never have sent; the others of its group go on. */
export type CastAnswer = CastOutcome | Error;

interface TicketRow {
  readonly meeting: number;
  readonly batch: number;
  readonly group: number;
  readonly state: TicketState;
  readonly receipt: Uint8Array;
}

/** A meeting with the ballots of the commit under way; `kept` stays as it is until that is durable. */
interface Draft {
  readonly kept: KeptMeeting;
  readonly tally: Tally;
  readonly taken: { readonly group: number; readonly slot: number }[];
  batches: readonly TicketBatch[];
}

/** The casts of one commit, possibly of several meetings, and several of them of one ticket. */
export class CastGroup {
  readonly #shelf: Shelf;
  readonly #drafts = new Map<MeetingId, Draft>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Whether a ballot came into the box; once `commit` is over. */
  get hasBallots(): boolean {
    return this.#drafts.size > 0;
  }

  /** Answers in the order given, all durable. Throws with nothing changed. */
  commit(casts: readonly Cast[]): readonly CastAnswer[] {
    try {
      const { answers, changed } = this.#shelf.transact(() => ({
        answers: casts.map((cast) => this.#answer(cast)),
        changed: [...this.#drafts.values()].map((draft) => this.#writeTally(draft)),
      }));
      for (const kept of changed) this.#shelf.remember(kept);
      return answers;
    } catch (error) {
      for (const draft of this.#drafts.values()) giveBackSlots(draft);
      throw error;
    }
  }

  #answer(cast: Cast): CastAnswer {
    const commitment = Buffer.from(cast.commitment, 'hex');
    const ticket = this.#findTicket(commitment);
    const kept = this.#shelf.find(cast.meeting);
    const decision = decideCast(
      cast,
      ticket && {
        ofThisMeeting: ticket.meeting === kept?.key,
        state: ticket.state,
        receipt: Buffer.from(ticket.receipt).toString('latin1'),
      },
      kept?.meeting,
    );
    if (decision.outcome !== 'spend') return decision;
    if (ticket === undefined || kept === undefined) throw new Error('a decision without a ticket');
    return this.#spend(cast, commitment, ticket, kept);
  }

  #findTicket(commitment: Uint8Array): TicketRow | undefined {
    return readRow<TicketRow>(this.#shelf.database, FIND_TICKET, commitment);
  }

  /** Everything that could be wrong with this cast alone is found before the first write. */
  #spend(cast: Cast, commitment: Uint8Array, ticket: TicketRow, kept: KeptMeeting): CastAnswer {
    const inner = Buffer.from(cast.inner, 'hex');
    const receipt = Buffer.from(cast.receipt, 'latin1');
    if (inner.length !== 32 || receipt.length !== 8 || !fits(cast, kept))
      return new Error('a cast of the wrong size');
    const draft = this.#draftOf(kept);
    const slot = kept.freeSlots.take(ticket.group);
    if (slot === undefined) return new Error('ballot box damaged: a fresh ticket without a slot');
    draft.taken.push({ group: ticket.group, slot });
    run(this.#shelf.database, SPEND_TICKET, inner, receipt, commitment);
    run(this.#shelf.database, FILL_SLOT, packBallot(cast.marks), slot);
    addBallot(draft.tally, ticket.group, cast.marks);
    draft.batches = addTickets(draft.batches, ticket, { fresh: -1, spent: 1 });
    return { outcome: 'accepted' };
  }

  #draftOf(kept: KeptMeeting): Draft {
    const { id } = kept.meeting;
    const begun = this.#drafts.get(id);
    if (begun !== undefined) return begun;
    const draft = { kept, tally: copyTally(kept.tally), taken: [], batches: kept.batches };
    this.#drafts.set(id, draft);
    return draft;
  }

  #writeTally({ kept, tally, batches }: Draft): KeptMeeting {
    run(
      this.#shelf.database,
      'UPDATE tally SET kept = ? WHERE meeting = ?',
      packTally(tally),
      kept.key,
    );
    return { ...kept, tally, batches, revision: this.#shelf.raiseRevision(kept) };
  }
}

function fits(cast: Cast, kept: KeptMeeting): boolean {
  const shape = shapeOfKept(kept);
  return (
    cast.marks.length === ballotSize(shape) &&
    cast.marks.every((mark) => Number.isInteger(mark) && mark >= 0 && mark <= shape.grades)
  );
}

function giveBackSlots({ kept, taken }: Draft): void {
  for (const { group, slot } of taken) kept.freeSlots.add(group, slot);
}
