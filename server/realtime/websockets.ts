import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

/**
 * Far more than a browser makes of 16 KB. Each may hold as much memory as came in with it, so that a
 * message of many small ones costs many times its length.
 */
const MOST_FRAGMENTS = 64;

/** What Engine.IO speaks through, where one peer can make the server keep only so much for it. */
export class FrugalWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, autoPong: false, maxFragments: MOST_FRAGMENTS });
  }

  override handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer<ArrayBuffer>,
    use: (websocket: WebSocket, request: IncomingMessage) => void,
  ): void {
    super.handleUpgrade(request, socket, head, (websocket) => {
      answerLatestPing(websocket);
      use(websocket, request);
    });
  }
}

/**
 * Of pings that come while an answer is on its way only the latest is answered, as RFC 6455 (5.5.3)
 * allows. To whoever sends pings and reads nothing, all other answers would wait in memory.
 */
function answerLatestPing(websocket: WebSocket): void {
  let latest: Buffer | null = null;
  let answering = false;
  const answer = () => {
    answering = latest !== null;
    if (latest === null) return;
    const data = latest;
    latest = null;
    websocket.pong(data, false, answer);
  };
  websocket.on('ping', (data) => {
    latest = data;
    if (!answering) answer();
  });
}
