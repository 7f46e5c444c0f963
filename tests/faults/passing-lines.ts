import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

/** What came back; `cut` where this side hung up, or the other. */
export interface PassingAnswer {
  readonly status: number | 'cut';
  readonly body: string;
  readonly cookie: string;
}

export interface PassingRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hangs up after this part of the body was sent. */
  readonly sends?: number;
  /** Hangs up with the first bytes of the answer. */
  readonly readsNoFurther?: boolean;
}

const POLLING = '/socket.io/?EIO=4&transport=polling';

/** One request over a line of its own, so that nothing is left of it afterwards. */
export function ask(url: string, asked: PassingRequest): Promise<PassingAnswer> {
  const { method = 'GET', path, headers = {}, body = '', sends, readsNoFurther } = asked;
  const length = method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const cut = () => resolve({ status: 'cut', body: '', cookie: '' });
    const asking = request(
      new URL(path, url),
      { method, headers: { ...headers, ...length }, agent: false },
      (answer) => {
        let heard = '';
        const [cookie = ''] = answer.headers['set-cookie'] ?? [];
        answer.on('data', (part) => {
          heard += part;
          if (readsNoFurther) asking.destroy();
        });
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: heard,
            cookie: cookie.split(';')[0] ?? '',
          }),
        );
        answer.once('error', cut).once('close', cut);
      },
    );
    asking.once('error', cut);
    if (sends === undefined) asking.end(body);
    else asking.write(body.slice(0, sends), () => asking.destroy());
  });
}

/** Asks once, offers another protocol on the same line, and hangs up at the first answer. */
export async function offerAnotherProtocol(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const line = connect(Number(port), hostname);
  const plain = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  line.write(plain + plain.replace('Host', 'Connection: Upgrade\r\nUpgrade: other\r\nHost'));
  line.once('data', () => line.destroy());
  line.on('error', () => undefined);
  await once(line, 'close');
}

export function knock(namespace: string, auth: Readonly<Record<string, unknown>>): string {
  return `40${namespace},${JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth })}`;
}

/** Socket.IO by hand over a websocket; null where the server did not take it. */
export async function openWebsocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  session = '',
): Promise<WebSocket | null> {
  const upgraded = session === '' ? '' : `&sid=${session}`;
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket${upgraded}`,
    { headers },
  );
  socket.on('error', () => undefined);
  const opened = once(socket, 'open').then(() => socket);
  return Promise.race([opened, once(socket, 'close').then(() => null)]).catch(() => null);
}

/** The first message that starts so; null where the line ends before. */
export function hear(socket: WebSocket, start: string): Promise<string | null> {
  return new Promise((resolve) => {
    const look = (bytes: unknown) => {
      if (!String(bytes).startsWith(start)) return;
      socket.off('message', look);
      resolve(String(bytes));
    };
    socket.on('message', look);
    socket.once('close', () => resolve(null));
  });
}

/** Socket.IO by hand over polling. */
export class PollingLine {
  readonly #url: string;
  readonly #path: string;
  readonly session: string;

  private constructor(url: string, session: string) {
    this.#url = url;
    this.session = session;
    this.#path = `${POLLING}&sid=${session}`;
  }

  static async open(url: string): Promise<PollingLine> {
    const { body } = await ask(url, { path: POLLING });
    return new PollingLine(url, JSON.parse(body.slice(1)).sid);
  }

  say(message: string): Promise<PassingAnswer> {
    return ask(this.#url, { method: 'POST', path: this.#path, body: message });
  }

  /** What has come, or what comes next; `cut` once the line has ended. */
  poll(): Promise<PassingAnswer> {
    return ask(this.#url, { path: this.#path });
  }

  /** Until something is heard that has this in it; false where the line ends before. */
  async hears(part: string): Promise<boolean> {
    for (;;) {
      const { status, body } = await this.poll();
      if (body.includes(part)) return true;
      if (status !== 200) return false;
    }
  }

  /** Asks, and hangs up before there is an answer. */
  hangUp(): void {
    const asking = request(new URL(this.#path, this.#url), { agent: false });
    asking.once('error', () => undefined);
    asking.once('socket', (line) =>
      line.once('connect', () => setImmediate(() => asking.destroy())),
    );
    asking.end();
  }

  leave(): Promise<PassingAnswer> {
    return this.say('1');
  }
}
