import { setImmediate } from 'node:timers/promises';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { Meeting } from '../../shared/meeting.ts';
import { voterAuthSchema } from '../../shared/protocol/schemas/voter.ts';
import {
  VOTER_NAMESPACE,
  type VoterClientEvents,
  type VoterServerEvents,
} from '../../shared/protocol/voter.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { readTicketCode } from '../../shared/ticket-code.ts';
import type { ClientAddress } from '../entrance/client-address.ts';
import type { ShownTicket } from '../voting/cast.ts';
import type { Live } from '../voting/live.ts';
import type { LiveMoment } from '../voting/live-moment.ts';
import type { VotingParts } from '../voting/parts.ts';
import { commitmentOf, innerHashOf } from '../voting/ticket-hashes.ts';
import { type AnsweringParts, answerCast } from './answer-cast.ts';
import { CastsUnderWay } from './casts-under-way.ts';
import { guardEntrance, readAuth, sendAway } from './entrance.ts';
import { LinesOfTickets } from './lines-of-tickets.ts';
import { meetingsWatched } from './meetings-watched.ts';
import { UnknownTicketLimit } from './unknown-ticket-limit.ts';
import { paperOf, statusOf, ticketOf } from './voter-messages.ts';
import { whatIsNews } from './voter-news.ts';

export type VoterParts = VotingParts & AnsweringParts & { readonly clientAddress: ClientAddress };

/** A phone that showed a ticket. The secret itself is not kept. */
type Voter = ShownTicket & { readonly group: number };
type VoterNamespace = Namespace<VoterClientEvents, VoterServerEvents, DefaultEventsMap, Voter>;
type VoterSocket = Socket<VoterClientEvents, VoterServerEvents, DefaultEventsMap, Voter>;

/** As many tickets are looked up anew together; then others get their turn. */
const TICKETS_AT_A_TIME = 500;

export interface VoterRooms {
  readonly phones: (id: MeetingId) => number;
  readonly meetings: () => readonly MeetingId[];
  /** Hears no further casts, and resolves when those under way are answered. */
  readonly finish: () => Promise<void>;
}

/** The phones: they learn the empty ballot, the phase and their own ticket, and cast. Nothing else. */
export function attachVoter(io: Server, parts: VoterParts, live: Live): VoterRooms {
  const namespace: VoterNamespace = io.of(VOTER_NAMESPACE);
  const unknownTickets = new UnknownTicketLimit(parts.now);
  const lines = new LinesOfTickets();
  const casting = new CastsUnderWay();
  let finishing = false;
  // Whoever is greeted while the server stops comes back, and is greeted then.
  const reportUnlessFinishing = (error: unknown) => {
    if (!finishing) parts.report(error);
  };

  guardEntrance(namespace, (socket) => admit(parts, unknownTickets, socket), parts.report);
  namespace.on('connection', (socket) => {
    // Joined before the first words are made, so that no change falls in between.
    socket.join(socket.data.meeting);
    socket.once('disconnect', live.watch(socket.data.meeting, 'news'));
    lines.enter(socket.data.commitment, socket);
    greet(parts, live, socket).catch((error) => {
      reportUnlessFinishing(error);
      sendAway(socket);
    });
    socket.on('cast', (request: unknown, answer: unknown) => {
      if (finishing || typeof answer !== 'function') return;
      const begun = casting.begin(socket.data.commitment, () =>
        answerCast(parts, socket.data, request, (said) => answer(said)),
      );
      if (!begun) socket.conn.close(true);
    });
  });
  tellNews(namespace, { ...parts, report: reportUnlessFinishing }, live);

  return {
    phones: (id) => namespace.adapter.rooms.get(id)?.size ?? 0,
    meetings: () => meetingsWatched(namespace),
    finish: async () => {
      finishing = true;
      await casting.finish();
    },
  };
}

/** Reading a ticket never spends it (TICKET-2); a used or voided one enters and is told so. */
async function admit(
  parts: VoterParts,
  unknownTickets: UnknownTicketLimit,
  socket: Socket,
): Promise<Result<Voter>> {
  const auth = readAuth(voterAuthSchema, socket.handshake.auth);
  if (!auth.ok) return auth;
  const secret = readTicketCode(auth.value.ticket);
  if (secret === null) return refuse('ticket_malformed');
  const inner = innerHashOf(secret);
  const commitment = commitmentOf(inner);
  const ticket = await parts.store.findTicket(commitment);
  if (ticket !== null)
    return ok({ commitment, inner, meeting: ticket.meeting, group: ticket.group });
  const { address: peer, headers } = socket.handshake;
  const mayTryAgain = unknownTickets.take(parts.clientAddress(peer, headers['x-forwarded-for']));
  return refuse(mayTryAgain ? 'ticket_unknown' : 'too_many_tries');
}

/**
 * The ticket is looked up last, and told in the turn in which it is known: whoever voids it
 * meanwhile looks it up later, and so tells it later.
 */
async function greet(parts: VoterParts, live: Live, socket: VoterSocket): Promise<void> {
  let meeting: Meeting | null = null;
  await live.greet(socket.data.meeting, (moment) => {
    if (moment === null) return sendAway(socket);
    meeting = moment.state.meeting;
    socket.emit('paper', paperOf(meeting));
    socket.emit('status', statusOf(moment));
  });
  if (meeting !== null) await tellTicket(parts, socket, meeting);
}

/** [PHASE-2] Changes reach all phones of a meeting as one message that is encoded once. */
function tellNews(namespace: VoterNamespace, parts: VoterParts, live: Live): void {
  const told = new Map<MeetingId, LiveMoment>();
  live.listen({
    moment: (moment) => {
      const { meeting } = moment.state;
      const before = told.get(meeting.id);
      told.set(meeting.id, moment);
      // Whoever is in by then is yet to be greeted.
      if (before === undefined) return;
      const news = whatIsNews(before, moment);
      const phones = namespace.to(meeting.id);
      if (news.paper) phones.emit('paper', paperOf(meeting));
      if (news.status) phones.emit('status', statusOf(moment));
      if (news.tickets) tellTickets(namespace, parts, moment).catch(parts.report);
    },
    left: (id) => told.delete(id),
    gone: (id) => {
      told.delete(id);
      for (const socket of socketsOf(namespace, id)) sendAway(socket);
    },
  });
}

/** Each phone learns of its own ticket alone. */
async function tellTickets(
  namespace: VoterNamespace,
  parts: VoterParts,
  { state: { meeting } }: LiveMoment,
): Promise<void> {
  const sockets = socketsOf(namespace, meeting.id);
  for (let first = 0; first < sockets.length; first += TICKETS_AT_A_TIME) {
    const some = sockets.slice(first, first + TICKETS_AT_A_TIME);
    await Promise.all(some.map((socket) => tellTicket(parts, socket, meeting)));
    await setImmediate();
  }
}

async function tellTicket(parts: VoterParts, socket: VoterSocket, meeting: Meeting): Promise<void> {
  const { commitment, group } = socket.data;
  const ticket = await parts.store.findTicket(commitment);
  if (ticket === null) sendAway(socket);
  else socket.emit('ticket', ticketOf(meeting, group, ticket.state));
}

function socketsOf(namespace: VoterNamespace, id: MeetingId): readonly VoterSocket[] {
  const ids = namespace.adapter.rooms.get(id) ?? new Set<string>();
  return [...ids].flatMap((socketId) => namespace.sockets.get(socketId) ?? []);
}
