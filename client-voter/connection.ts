import { io, type Socket } from 'socket.io-client';
import type { TicketSecret } from '../shared/identifiers.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import {
  type CastAnswer,
  type CastRequest,
  VOTER_NAMESPACE,
  type VoterAuth,
  type VoterClientEvents,
  type VoterServerEvents,
} from '../shared/protocol/voter.ts';
import type { Refusal } from '../shared/result.ts';
import { openingLimitMs, reconnectDelayMs, transportOrder } from './reconnection.ts';

const CAST_ANSWER_MS = 8000;
/** A connection that slept this long may be dead without knowing it; a new one takes half a second. */
const TRUSTED_AWAY_MS = 3000;

type VoterSocket = Socket<VoterServerEvents, VoterClientEvents>;

/** Everything a connection can tell. */
export interface VoterListener extends VoterServerEvents {
  readonly connected: () => void;
  readonly lost: () => void;
  /** The server will not let this ticket in; no further attempt is made. */
  readonly refused: (refusal: Refusal) => void;
}

export interface VoterConnection {
  /** Null when there was no answer: the ballot may or may not have arrived. */
  readonly cast: (request: CastRequest) => Promise<CastAnswer | null>;
  /** Drops what there is and connects at once. */
  readonly renew: () => void;
  /** To be called when the page may have slept for so long, in ms. */
  readonly wake: (awayMs: number) => void;
  /** The end; the listener hears nothing any more. */
  readonly close: () => void;
}

/** Connects, and connects again for ever until refused or closed. `random` is from 0 up to 1. */
export function connectVoter(
  ticket: TicketSecret,
  listener: VoterListener,
  random: () => number,
): VoterConnection {
  const socket: VoterSocket = io(VOTER_NAMESPACE, {
    auth: authOf(ticket),
    forceNew: true,
    autoConnect: false,
    reconnection: false,
    transports: transportOrder(0),
    tryAllTransports: true,
  });
  const attempts = createAttempts(socket, random);

  socket.on('connect', () => {
    attempts.succeeded();
    listener.connected();
  });
  socket.on('disconnect', () => {
    listener.lost();
    attempts.retry();
  });
  socket.on('connect_error', (error: Error & { readonly data?: Refusal }) => {
    if (error.data === undefined || isPassing(error.data)) {
      attempts.failed();
      listener.lost();
    } else listener.refused(error.data);
  });
  socket.on('paper', listener.paper);
  socket.on('status', listener.status);
  socket.on('ticket', listener.ticket);
  attempts.now();

  return {
    cast: (request) => askToCast(socket, request),
    renew: attempts.now,
    wake: (awayMs) => {
      if (!socket.connected || awayMs > TRUSTED_AWAY_MS) attempts.now();
    },
    close: () => {
      socket.off();
      attempts.stop();
    },
  };
}

function authOf(ticket: TicketSecret): VoterAuth & { readonly [name: string]: unknown } {
  return { protocol: PROTOCOL_VERSION, ticket };
}

/** Refusals that say nothing about the ticket: the server is there again in a moment. */
function isPassing(refusal: Refusal): boolean {
  return refusal.code === 'storage_unavailable' || refusal.code === 'internal';
}

function askToCast(socket: VoterSocket, request: CastRequest): Promise<CastAnswer | null> {
  if (!socket.connected) return Promise.resolve(null);
  return socket
    .timeout(CAST_ANSWER_MS)
    .emitWithAck('cast', request)
    .catch(() => null);
}

interface Attempts {
  readonly succeeded: () => void;
  readonly failed: () => void;
  /** Connects after a while. */
  readonly retry: () => void;
  /** Drops what there is and connects at once. */
  readonly now: () => void;
  readonly stop: () => void;
}

/**
 * When to connect. Socket.IO's own loop is off: its delays end up in step, and it cannot be hurried
 * when a phone is unlocked.
 */
function createAttempts(socket: VoterSocket, random: () => number): Attempts {
  let failures = 0;
  let websocketsWork = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    socket.io.opts.transports = transportOrder(failures);
    socket.io.timeout(openingLimitMs(failures, websocketsWork));
    socket.connect();
  };
  const retry = () => {
    clearTimeout(timer);
    timer = setTimeout(connect, reconnectDelayMs(failures, random()));
  };
  const stop = () => {
    // Disconnecting announces itself and so sets the timer; hence in this order.
    socket.disconnect();
    clearTimeout(timer);
  };
  return {
    succeeded: () => {
      failures = 0;
      websocketsWork = socket.io.engine.transport.name === 'websocket';
    },
    failed: () => {
      failures += 1;
      retry();
    },
    retry,
    now: () => {
      // A connection that fell silent says nothing for websockets.
      websocketsWork = false;
      stop();
      connect();
    },
    stop,
  };
}
