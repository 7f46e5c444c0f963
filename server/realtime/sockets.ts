import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Server, type Socket } from 'socket.io';
import { guardDoor } from './door.ts';
import { ENTER_WITHIN_MS } from './empty-connections.ts';
import { forgetMostOf } from './first-request.ts';
import { followReading } from './unread.ts';
import { FrugalWebSocketServer } from './websockets.ts';

type Connection = Socket['conn'];

const PATH = '/socket.io/';
/** A ballot of 60 presenters and 20 items is below 4 KB. */
const MOST_MESSAGE_BYTES = 16 * 1024;
const FAREWELL_MS = 2000;
const FAREWELL_LOOK_MS = 10;

export interface Sockets {
  readonly io: Server;
  /**
   * Lets all connections go once what was said to them is sent. Phones take a lost connection for
   * what it is and come back; a `disconnect` they would take for a farewell for good.
   */
  readonly close: () => Promise<void>;
}

/**
 * Whether a request that offers to change the protocol is taken at its word. Node hands such a line
 * over for good, and one that nobody takes up would be held for ever, even once its other end has
 * gone: whatever is not for Socket.IO is answered as if it had offered nothing.
 */
export function isUpgradeToSockets({ url }: IncomingMessage): boolean {
  return url?.startsWith(PATH) ?? false;
}

/**
 * Socket.IO on the server that also speaks HTTP, whose own hooks never see this traffic: pages of
 * other origins are refused here.
 */
export function openSockets(
  server: ConstructorParameters<typeof Server>[0],
  isAllowed: (origin: string | undefined, host: string | undefined) => boolean,
): Sockets {
  const io = new Server(server, {
    path: PATH,
    serveClient: false,
    connectTimeout: ENTER_WITHIN_MS,
    maxHttpBufferSize: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
    wsEngine: FrugalWebSocketServer,
    httpCompression: false,
    allowRequest: ({ headers }: IncomingMessage, decide) => {
      const allowed = isAllowed(headers.origin, headers.host);
      decide(allowed ? null : 'origin_refused', allowed);
    },
  });
  // Nobody has business in the main namespace; who is in none is let go by Socket.IO after a while.
  io.use((_socket, next) => next(new Error('not_found')));
  guardDoor(io);
  const connections = new Set<Connection>();
  io.engine.on('connection', (connection: Connection) => {
    connections.add(connection);
    forgetMostOf(connection.request);
    followReading(connection);
    connection.once('close', () => connections.delete(connection));
  });
  return { io, close: () => closeSockets(io, connections) };
}

async function closeSockets(io: Server, connections: ReadonlySet<Connection>): Promise<void> {
  for (const connection of connections) connection.close();
  const patience = performance.now() + FAREWELL_MS;
  while (connections.size > 0 && performance.now() < patience) await setTimeout(FAREWELL_LOOK_MS);
  io.engine.close();
}
