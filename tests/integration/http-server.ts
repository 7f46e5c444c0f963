import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { readClientAddress } from '../../server/entrance/client-address.ts';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { tokenFolder } from '../../server/entrance/token-folder.ts';
import { FASTIFY_OPTIONS } from '../../server/http/fastify-options.ts';
import type { HttpOptions } from '../../server/http/options.ts';
import { registerHttp } from '../../server/http/register.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { createStorageHealth } from '../../server/voting/storage-health.ts';
import { openWatch } from '../../server/watch.ts';

export const PASSWORD = '一个很长的 password';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as JSON; throws when it is not. */
  readonly json: () => unknown;
}

interface Asked {
  /** Sent as JSON, or as it is when it is a Buffer. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/** The HTTP side on a real port and a real store, with a clock and a log that a test can reach. */
export interface HttpServer {
  readonly parts: VotingParts;
  readonly origin: string;
  /** Its DATA_DIR. */
  readonly folder: string;
  readonly clock: { now: number };
  /** All that was logged, one JSON line an event. */
  readonly log: () => string;
  readonly ask: Ask;
  /** The same, with the session that a new one-time link gave. */
  readonly signIn: () => Promise<Ask>;
  readonly newLink: () => Promise<string>;
  /** Stops, and starts again on the same data; the port changes. */
  readonly restart: () => Promise<HttpServer>;
  readonly close: () => Promise<void>;
}

export async function startHttpServer(change: Partial<HttpOptions> = {}): Promise<HttpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-http-'));
  await writeClients(join(folder, 'dist'));
  return start(folder, { now: 1_610_000_000_000 }, change);
}

async function start(
  folder: string,
  clock: { now: number },
  change: Partial<HttpOptions>,
): Promise<HttpServer> {
  const lines: string[] = [];
  const store = openSqliteStore({ file: join(folder, 'pingyi.db') });
  const parts = { store, now: () => clock.now, randomBytes: (size: number) => randomBytes(size) };
  const signInTokens = tokenFolder(folder, parts.now);
  const stream = { write: (line: string) => lines.push(line) };
  const app: FastifyInstance = Fastify({ ...FASTIFY_OPTIONS, logger: { level: 'trace', stream } });
  const health = createStorageHealth(parts, (error) => app.log.error(error));
  const watch = openWatch({ ...parts, logger: app.log }, new Server(), {
    metricsToken: null,
    isStopping: () => false,
    health: () => health,
  });
  await registerHttp(app, {
    parts,
    signInTokens,
    organizerPassword: PASSWORD,
    publicUrl: null,
    host: '127.0.0.1',
    tls: false,
    clientAddress: readClientAddress([]),
    clientsFolder: join(folder, 'dist'),
    watch,
    ...change,
  });
  const listening: Promise<string> = app.listen({ host: '127.0.0.1', port: 0 });
  const origin = await listening;
  const port = Number(new URL(origin).port);
  const ask: Ask = (method, path, asked) => send(port, method, path, asked ?? {});
  const newLink = () => createSignInLink({ ...parts, signInTokens }, origin);
  const stop = async () => {
    await app.close();
    watch.stop();
    health.stop();
    await store.close();
  };
  return {
    parts,
    origin,
    folder,
    clock,
    log: () => lines.join(''),
    ask,
    newLink,
    signIn: async () => withSession(ask, await newLink()),
    restart: async () => {
      await stop();
      return start(folder, clock, change);
    },
    close: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function withSession(ask: Ask, link: string): Promise<Ask> {
  const answer = await ask('POST', '/api/session', { body: { token: tokenOf(link) } });
  const cookie = sessionCookie(answer);
  return (method, path, asked = {}) =>
    ask(method, path, { ...asked, headers: { cookie, ...asked.headers } });
}

export function tokenOf(link: string): string {
  return new URL(link).hash.replace('#sign-in=', '');
}

/** As a browser sends it back: name and value alone. */
export function sessionCookie({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** Sends the path as it is: `fetch` would tidy up what a hostile client would not. */
function send(port: number, method: string, path: string, asked: Asked): Promise<Answer> {
  const body = carried(asked.body);
  const headers = {
    ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    ...(body === undefined || Buffer.isBuffer(asked.body)
      ? {}
      : { 'content-type': 'application/json' }),
    ...asked.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const json = () => JSON.parse(bytes.toString());
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, json });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function carried(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  return Buffer.from(JSON.stringify(body));
}

/** What stands in the voter page itself, as its build would have it. */
export const VOTER_SCRIPT = "document.title = '';";
export const VOTER_STYLE = 'body{margin:0}';
const VOTER_INLINE = `<style>${VOTER_STYLE}</style><script>${VOTER_SCRIPT}</script>`;

/** Stands in for `vite build`: a page, a hashed asset and its compressed twin, for each client. */
async function writeClients(folder: string): Promise<void> {
  for (const client of ['voter', 'screen', 'organizer']) {
    await mkdir(join(folder, client, 'assets'), { recursive: true });
    const inline = client === 'voter' ? VOTER_INLINE : '';
    await writeFile(join(folder, client, 'index.html'), `<title>${client}</title>${inline}`);
    await writeFile(join(folder, client, 'assets', 'main-1a2b3c.js'), `'${client}'`);
    await writeFile(join(folder, client, 'assets', 'main-1a2b3c.js.br'), 'compressed');
  }
  await writeFile(join(folder, '..', 'secret.txt'), 'nobody may read this');
}
