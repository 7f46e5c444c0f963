import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { SESSION_COOKIE } from '../../server/entrance/sessions.ts';
import { SEEN_REVISION_HEADER } from '../../shared/protocol/http.ts';
import type { Random } from '../load/seeded-random.ts';
import { noticePlan } from '../notice-plan.ts';
import { between, oneOf } from './fault-run.ts';
import { CANARY, type Json, mutateJson, mutateText, randomBytesOf } from './mutation.ts';

/** What came back; status 0 is a line that was closed. */
export interface HttpAnswer {
  readonly sent: string;
  readonly status: number;
  readonly body: string;
}

interface Example {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

/** Acts that would make something new at each call, or end the session that the others need. */
const SPOILED: readonly string[] = ['POST /api/meetings', 'tickets', 'links'];

export interface HttpTarget {
  readonly url: string;
  readonly cookie: string;
  /** A meeting that organizers may do anything to. */
  readonly open: string;
  /** One that nobody with a session ever names. */
  readonly guarded: string;
}

function examples(meeting: string): readonly Example[] {
  const at = `/api/meetings/${meeting}`;
  const plan = noticePlan() as unknown as Json;
  const shown = { revision: 9, seenRevision: 10, phase: 'open', issued: 2, returned: 1 };
  const papers = { attendance: [], host: CANARY, scrutineers: ['', ''], teller: '' };
  const command = (body: Json): Example => ({ method: 'POST', path: `${at}/commands`, body });
  return [
    { method: 'GET', path: '/api/meetings', body: null },
    { method: 'GET', path: at, body: null },
    { method: 'GET', path: `${at}/result`, body: null },
    { method: 'GET', path: `${at}/result.json`, body: null },
    { method: 'GET', path: '/api/addresses', body: null },
    { method: 'GET', path: '/', body: null },
    { method: 'GET', path: '/organizer/', body: null },
    { method: 'POST', path: '/api/meetings', body: { plan } },
    { method: 'PUT', path: `${at}/plan`, body: { version: 1, plan } },
    { method: 'PUT', path: `${at}/papers`, body: { version: 1, papers } },
    { method: 'POST', path: `${at}/tickets`, body: { counts: [1, 1] } },
    { method: 'POST', path: `${at}/tickets/void`, body: { codes: ['0000000000000000'] } },
    { method: 'POST', path: `${at}/tickets/void`, body: { batch: 1 } },
    { method: 'POST', path: `${at}/links`, body: { kind: 'screen' } },
    { method: 'DELETE', path: `${at}/links/${CANARY}`, body: null },
    { method: 'POST', path: '/api/presenters', body: { text: `姓名\t单位\n${CANARY}\t单位一` } },
    { method: 'POST', path: '/api/session', body: { token: CANARY } },
    command({ command: 'open' }),
    command({ command: 'pause' }),
    command({ command: 'close', countdownSeconds: 1, confirmed: true }),
    command({ command: 'reveal', how: 'next', revealed: 0 }),
    command({ command: 'voidRound', reason: CANARY, confirmed: true }),
    command({ command: 'acceptOlderData', shown, confirmed: true }),
    command({ command: 'endRehearsal', confirmed: true }),
  ];
}

/** Sends real requests that were changed somewhere, and bytes that are no request at all. */
export class HttpFuzzer {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #target: HttpTarget;
  readonly #random: Random;

  constructor(target: HttpTarget, random: Random) {
    this.#target = target;
    this.#random = random;
  }

  send(): Promise<HttpAnswer> {
    return this.#random() < 0.05 ? this.#sendBytes() : this.#sendRequest();
  }

  close(): void {
    this.#agent.destroy();
  }

  #sendRequest(): Promise<HttpAnswer> {
    const random = this.#random;
    const signedIn = random() < 0.6;
    const meeting = signedIn ? this.#target.open : this.#target.guarded;
    const example = oneOf(random, examples(meeting));
    const path = random() < 0.2 ? this.#oddPath(example.path) : example.path;
    const method = random() < 0.1 ? oneOf(random, ['GET', 'PUT', 'POST', 'PATCH']) : example.method;
    const body = this.#bodyOf(example);
    const headers = { ...this.#headers(signedIn), 'content-length': Buffer.byteLength(body) };
    return this.#ask(method, path, headers, method === 'GET' ? '' : body);
  }

  #ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string | number>>,
    body: string,
  ): Promise<HttpAnswer> {
    const sent = `${method} ${path} ${body.slice(0, 300)}`;
    const { hostname, port } = new URL(this.#target.url);
    const carried = body === '' ? { ...headers, 'content-length': 0 } : headers;
    return new Promise((resolve) => {
      const asking = request(
        { hostname, port, method, path, headers: carried, agent: this.#agent },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          const end = () =>
            resolve({
              sent,
              status: answer.statusCode ?? 0,
              body: Buffer.concat(parts).toString(),
            });
          answer.once('end', end).once('error', end);
        },
      );
      asking.once('error', () => resolve({ sent, status: 0, body: '' }));
      asking.end(body);
    });
  }

  #bodyOf({ method, path, body }: Example): string {
    const random = this.#random;
    if (body === null) return random() < 0.1 ? CANARY : '';
    if (SPOILED.some((act) => `${method} ${path}`.endsWith(act)))
      return JSON.stringify({ ...(mutateJson(random, body) as object), [CANARY]: 1 });
    if (random() < 0.05) return JSON.stringify(body);
    const text = JSON.stringify(mutateJson(random, body));
    return random() < 0.2 ? mutateText(random, text) : text;
  }

  #headers(signedIn: boolean): Readonly<Record<string, string>> {
    const random = this.#random;
    const cookie = signedIn ? this.#target.cookie : `${SESSION_COOKIE}=${CANARY}`;
    return {
      cookie,
      'content-type': random() < 0.9 ? 'application/json' : oneOf(random, ['', 'text/x', CANARY]),
      ...(random() < 0.1 ? { origin: `http://${CANARY}.example` } : {}),
      ...(random() < 0.1 ? { [SEEN_REVISION_HEADER]: oneOf(random, ['-1', CANARY, '1e99']) } : {}),
      ...(random() < 0.1 ? { [`x-${CANARY}`]: CANARY.repeat(between(random, 1, 500)) } : {}),
    };
  }

  #oddPath(path: string): string {
    const odd = mutateText(this.#random, path).replaceAll(/[^!-~]/g, encodeURIComponentOrNothing);
    return `/${odd.replace(/^\/*/, '')}`;
  }

  #sendBytes(): Promise<HttpAnswer> {
    const random = this.#random;
    const { hostname, port } = new URL(this.#target.url);
    const start = random() < 0.5 ? mutateText(random, 'GET /api/meetings HTTP/1.1\r\nHost: x') : '';
    const bytes = Buffer.concat([Buffer.from(start), randomBytesOf(random, 200)]);
    const end = Buffer.from(`\r\nCookie: ${CANARY}\r\n\r\n`);
    return new Promise((resolve) => {
      let body = '';
      const socket = connect(Number(port), hostname, () => socket.end(Buffer.concat([bytes, end])));
      socket.on('data', (part) => {
        body += part;
      });
      socket.on('error', () => undefined);
      socket.once('close', () => {
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(body)?.[1] ?? 0);
        resolve({ sent: bytes.toString('hex'), status, body });
      });
    });
  }
}

function encodeURIComponentOrNothing(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    return '';
  }
}
