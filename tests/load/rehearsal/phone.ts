import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { CastKey, Receipt, TicketSecret } from '../../../shared/identifiers.ts';
import type { Code } from '../../../shared/protocol/codes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import {
  type CastAnswer,
  type CastRequest,
  VOTER_NAMESPACE,
  type VoterAuth,
  type VoterClientEvents,
  type VoterPaper,
  type VoterServerEvents,
  type VoterStatus,
} from '../../../shared/protocol/voter.ts';
import type { Refusal } from '../../../shared/result.ts';
import type { Script } from './behaviour.ts';

/** What a phone can tell when it is put away. */
export type PhoneOutcome =
  | { readonly kind: 'accepted'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly code: Code }
  /** [CAST-3] The same ticket and key got another receipt: must never happen. */
  | { readonly kind: 'receipt_changed' }
  /** No definite answer before the rehearsal ended. */
  | { readonly kind: 'unknown' };

export interface Errand {
  readonly origin: string;
  readonly ticket: TicketSecret;
  readonly key: CastKey;
  readonly script: Script;
  /** Resolves at opening, with the `performance.now()` that the script's times count from. */
  readonly opening: Promise<number>;
  /** Ends every wait. */
  readonly giveUp: AbortSignal;
}

type PhoneSocket = Socket<VoterServerEvents, VoterClientEvents>;

const ANSWER_WITHIN_MS = 5000;
const ASK_AGAIN_AFTER_MS = 300;
/** Refusals that pass by themselves: the phone keeps the ballot and asks again. */
const PASSING: ReadonlySet<Code> = new Set(['voting_paused', 'storage_unavailable']);

/** Comes to the hall, votes by its script through the real protocol, and leaves. */
export async function voteByPhone(errand: Errand): Promise<PhoneOutcome> {
  const { script, giveUp } = errand;
  try {
    if (script.arrivesAt > 0) await waitUntil(errand, script.arrivesAt);
    const socket = connect(errand);
    try {
      const request = await fillPaper(socket, errand);
      await waitUntil(errand, (script.arrivesAt + script.castsAt) / 2);
      if (script.trouble === 'dropped_while_marking') dropConnection(socket);
      await waitUntil(errand, script.castsAt);
      return await cast(socket, request, errand);
    } finally {
      socket.disconnect();
    }
  } catch (error) {
    if (error instanceof RefusedAtTheDoor) return { kind: 'refused', code: error.code };
    if (giveUp.aborted) return { kind: 'unknown' };
    throw error;
  }
}

class RefusedAtTheDoor extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super(code);
    this.code = code;
  }
}

async function waitUntil({ opening, giveUp }: Errand, sinceOpeningMs: number): Promise<void> {
  const rest = (await opening) + sinceOpeningMs - performance.now();
  if (rest > 0) await sleep(rest, undefined, { signal: giveUp });
}

function connect({ origin, ticket }: Errand): PhoneSocket {
  return io(origin + VOTER_NAMESPACE, {
    auth: { protocol: PROTOCOL_VERSION, ticket } satisfies VoterAuth,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1000,
  });
}

/** Waits for the empty ballot and for voting to be open, as the page does. */
function fillPaper(socket: PhoneSocket, { key, script, giveUp }: Errand): Promise<CastRequest> {
  return new Promise((resolve, reject) => {
    let paper: VoterPaper | undefined;
    let status: VoterStatus | undefined;
    const look = (): void => {
      if (paper === undefined || status?.phase !== 'open') return;
      const { meeting } = paper;
      resolve({ meeting, round: status.round, key, marks: script.marks });
    };
    socket.on('paper', (latest) => {
      paper = latest;
      look();
    });
    socket.on('status', (latest) => {
      status = latest;
      look();
    });
    socket.on('connect_error', (error) => {
      // While it is active it tries again by itself; a refusal ends it.
      if (!socket.active) reject(new RefusedAtTheDoor(refusalOf(error).code));
    });
    giveUp.addEventListener('abort', () => reject(giveUp.reason), { once: true });
  });
}

function refusalOf(error: Error): Pick<Refusal, 'code'> {
  return 'data' in error ? (error.data as Refusal) : { code: 'internal' };
}

/** As when Wi-Fi goes: nobody says goodbye to Socket.IO, and the client comes back by itself. */
function dropConnection(socket: PhoneSocket): void {
  socket.io.engine.close();
}

async function cast(
  socket: PhoneSocket,
  request: CastRequest,
  { script, giveUp }: Errand,
): Promise<PhoneOutcome> {
  if (script.trouble !== 'answer_lost')
    return outcomeOf(await askUntilTold(socket, request, giveUp));
  socket.emit('cast', request, () => {});
  dropConnection(socket);
  const answer = await askUntilTold(socket, request, giveUp);
  const repeated = await askUntilTold(socket, request, giveUp);
  const same = answer.ok && repeated.ok && answer.receipt === repeated.receipt;
  return same || !answer.ok ? outcomeOf(answer) : { kind: 'receipt_changed' };
}

/** [CAST-4] No answer means unknown, and unknown is resolved by asking again. */
async function askUntilTold(
  socket: PhoneSocket,
  request: CastRequest,
  giveUp: AbortSignal,
): Promise<CastAnswer> {
  for (;;) {
    giveUp.throwIfAborted();
    const answer = await ask(socket, request);
    if (answer !== null && (answer.ok || !PASSING.has(answer.code))) return answer;
    await sleep(ASK_AGAIN_AFTER_MS, undefined, { signal: giveUp });
  }
}

async function ask(socket: PhoneSocket, request: CastRequest): Promise<CastAnswer | null> {
  try {
    return await socket.timeout(ANSWER_WITHIN_MS).emitWithAck('cast', request);
  } catch {
    return null;
  }
}

function outcomeOf(answer: CastAnswer): PhoneOutcome {
  return answer.ok
    ? { kind: 'accepted', receipt: answer.receipt }
    : { kind: 'refused', code: answer.code };
}
