import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';

const CONNECT = '40';
const PONG = '3';

/**
 * A client that speaks Socket.IO by hand over one websocket, so that it can do what no library does.
 * Gone after the test.
 */
export class RawSocket {
  readonly socket: WebSocket;
  /** Messages as they came, oldest first. */
  readonly heard: string[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(
      `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    );
    this.socket.on('message', (bytes) => this.heard.push(String(bytes)));
    this.socket.on('error', () => undefined);
    onTestFinished(() => this.socket.terminate());
  }

  static async open(url: string): Promise<RawSocket> {
    const raw = new RawSocket(url);
    await once(raw.socket, 'open');
    return raw;
  }

  /** Resolves when a phone with this ticket has entered over it. */
  static async enterAsPhone(url: string, ticket: string | undefined): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    raw.enter('/voter', { ticket });
    await raw.until((message) => message.startsWith('42/voter,["ticket"'));
    return raw;
  }

  /** `auth` beside the protocol's version. */
  enter(namespace: string, auth: Readonly<Record<string, unknown>>): void {
    const shown = JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth });
    this.socket.send(`${CONNECT}${namespace},${shown}`);
  }

  /** The server has to take it for alive, whatever it reads. */
  pong(): void {
    this.socket.send(PONG);
  }

  /** Never, where the line ends before that. */
  until(matches: (message: string) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.heard.some(matches)) return;
        this.socket.off('message', look);
        resolve();
      };
      this.socket.on('message', look);
      look();
    });
  }

  /** Resolves when the line has ended, in whatever way: one that is reset has ended, too. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
    });
  }
}
