import type { Commitment, MeetingId } from '../../shared/identifiers.ts';
import type { MeetingPlan } from '../../shared/meeting.ts';
import type {
  MintAnswer,
  VoidTicketsAnswer,
  VoidTicketsRequest,
} from '../../shared/protocol/http.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import { MOST_TICKETS_AT_ONCE } from '../../shared/protocol/schemas/http.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/result.ts';
import { groupMark } from '../../shared/rule.ts';
import { readTicketCode } from '../../shared/ticket-code.ts';
import type { NewTicket, TicketState } from '../store/store.ts';
import type { VotingParts } from './parts.ts';
import { commitmentOf, innerHashOf, newTicketSecret } from './ticket-hashes.ts';

/** More than any hall holds; the ballot box is made with its tickets and must stay recountable. */
export const MOST_TICKETS_OF_A_MEETING = 100_000;

/**
 * [TICKET-3] Makes tickets, `counts` by group, and tells their secrets this once. Not idempotent:
 * each call is a batch of its own. Refuses with `tickets_too_many`, `bad_request` where `counts`
 * does not fit the groups, `wrong_phase` once voting has closed (TICKET-5).
 */
export async function mintTickets(
  parts: VotingParts,
  id: MeetingId,
  counts: readonly number[],
): Promise<Result<MintAnswer>> {
  const state = await parts.store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  const already = state.tickets.reduce((sum, { minted }) => sum + minted, 0);
  const problem = checkCounts(counts, state.meeting.plan, already);
  if (problem !== null) return problem;

  const tickets = counts.flatMap((count, group) =>
    Array.from({ length: count }, () => ({ group, secret: newTicketSecret(parts.randomBytes) })),
  );
  const entry = mintEntry(counts, parts.now());
  const minted = await parts.store.mintTickets(
    id,
    tickets.map(newTicket).sort(byCommitment),
    entry,
  );
  if (minted.outcome === 'closed') return refuse('wrong_phase');
  return ok({ batch: minted.batch, tickets });
}

/**
 * [TICKET-5] Voids what is still fresh and names, code by code, what was not voided and why.
 * Repeating is harmless. `batch_unknown` where there is no such batch.
 */
export async function voidTickets(
  parts: VotingParts,
  id: MeetingId,
  request: VoidTicketsRequest,
): Promise<Result<VoidTicketsAnswer>> {
  const state = await parts.store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  const entry = voidEntry(request, parts.now());
  if ('codes' in request) return ok(await voidCodes(parts, id, request.codes, entry));
  if (!state.batches.some(({ batch }) => batch === request.batch)) return refuse('batch_unknown');
  const before = await parts.store.voidTickets(id, { batch: request.batch }, entry);
  return ok({ voided: before.filter((state) => state === 'fresh').length, refused: [] });
}

async function voidCodes(
  parts: VotingParts,
  id: MeetingId,
  codes: readonly string[],
  entry: LogEntry,
): Promise<VoidTicketsAnswer> {
  const found = await Promise.all(codes.map((code) => findOwn(parts, id, code)));
  const commitments = [...new Set(found.flatMap((ticket) => (ticket.ok ? [ticket.value] : [])))];
  const states =
    commitments.length === 0 ? [] : await parts.store.voidTickets(id, { commitments }, entry);
  const before = new Map(commitments.map((commitment, index) => [commitment, states[index]]));
  const refused = codes.flatMap((code, index) => {
    const refusal = refusalOf(found[index] as Result<Commitment>, before);
    return refusal === null ? [] : [{ code, refusal }];
  });
  return { voided: states.filter((state) => state === 'fresh').length, refused };
}

async function findOwn(
  parts: VotingParts,
  id: MeetingId,
  code: string,
): Promise<Result<Commitment>> {
  const secret = readTicketCode(code);
  if (secret === null) return refuse('ticket_malformed');
  const commitment = commitmentOf(innerHashOf(secret));
  const ticket = await parts.store.findTicket(commitment);
  if (ticket === null) return refuse('ticket_unknown');
  return ticket.meeting === id ? ok(commitment) : refuse('wrong_meeting');
}

function refusalOf(
  ticket: Result<Commitment>,
  before: ReadonlyMap<Commitment, TicketState | undefined>,
): Refusal | null {
  if (!ticket.ok) return ticket;
  const state = before.get(ticket.value);
  if (state === 'spent') return refuse('ticket_used');
  return state === 'voided' ? refuse('ticket_voided') : null;
}

function checkCounts(
  counts: readonly number[],
  plan: MeetingPlan,
  already: number,
): Refusal | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length !== plan.rule.groups.length || total === 0) return refuse('bad_request');
  if (total > MOST_TICKETS_AT_ONCE)
    return refuse(
      'tickets_too_many',
      undefined,
      `一次最多 ${MOST_TICKETS_AT_ONCE} 张，请分几次制票`,
    );
  if (already + total > MOST_TICKETS_OF_A_MEETING)
    return refuse(
      'tickets_too_many',
      undefined,
      `每个会议最多 ${MOST_TICKETS_OF_A_MEETING} 张测评票`,
    );
  return null;
}

function newTicket({ group, secret }: MintAnswer['tickets'][number]): NewTicket {
  return { group, commitment: commitmentOf(innerHashOf(secret)) };
}

/**
 * Tickets are printed and handed out in the order of the answer, so they must not be kept in it:
 * sorted by a hash, what lies side by side in the store sat nowhere near each other in the hall.
 */
function byCommitment(one: NewTicket, other: NewTicket): number {
  return one.commitment < other.commitment ? -1 : 1;
}

function mintEntry(counts: readonly number[], at: number): LogEntry {
  const byGroup = counts.map((count, group) => [groupMark(group), count] as const);
  const minted = counts.reduce((sum, count) => sum + count, 0);
  const figures = { minted, ...Object.fromEntries(byGroup) };
  return { at, role: 'organizer', event: 'tickets_minted', figures };
}

/** The store fills in how many were voided. */
function voidEntry(request: VoidTicketsRequest, at: number): LogEntry {
  const figures = { voided: 0, ...('batch' in request ? { batch: request.batch } : {}) };
  return { at, role: 'organizer', event: 'tickets_voided', figures };
}
