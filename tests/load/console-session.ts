import { randomBytes } from 'node:crypto';
import { SESSION_COOKIE } from '../../server/entrance/sessions.ts';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { tokenFolder } from '../../server/entrance/token-folder.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingPlan } from '../../shared/meeting.ts';
import type {
  CommandRequest,
  MeetingDetail,
  MintAnswer,
  ScreenLinkAnswer,
} from '../../shared/protocol/http.ts';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import type { Refusal } from '../../shared/result.ts';

/** How to come in: by the password, or by a one-time link made in the server's own DATA_DIR. */
export type ConsoleKey = { readonly password: string } | { readonly dataDir: string };

/** Each gives up after ten seconds. */
const MOST_TRIES = 6;

/** Nobody answers at that address. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable';
}

/** The server said no, and why. */
export class ConsoleRefused extends Error {
  override readonly name = 'ConsoleRefused';
  readonly refusal: Refusal;

  constructor(request: string, refusal: Refusal) {
    super(`${request}: ${refusal.code}`);
    this.refusal = refusal;
  }
}

/** The console's HTTP interface, as a program uses it. */
export interface ConsoleSession {
  readonly createMeeting: (plan: MeetingPlan) => Promise<MeetingDetail>;
  readonly readMeeting: (id: MeetingId) => Promise<MeetingDetail>;
  readonly mint: (id: MeetingId, counts: readonly number[]) => Promise<MintAnswer>;
  readonly makeScreenLink: (id: MeetingId) => Promise<ScreenLinkAnswer>;
  readonly command: (id: MeetingId, command: CommandRequest) => Promise<MeetingDetail>;
  readonly readResult: (id: MeetingId) => Promise<ResultTable>;
  readonly deleteMeeting: (id: MeetingId) => Promise<null>;
}

/** A link that signs one browser in; null where only the password is known. */
export async function signInLink(origin: string, key: ConsoleKey): Promise<string | null> {
  if ('password' in key) return null;
  return createSignInLink(
    { signInTokens: tokenFolder(key.dataDir, Date.now), now: Date.now, randomBytes },
    origin,
  );
}

/** `origin` without a trailing slash. Throws `ServerUnreachable` or `ConsoleRefused`. */
export async function openConsole(origin: string, key: ConsoleKey): Promise<ConsoleSession> {
  const cookie = await signIn(origin, key);
  const ask = <Answer>(method: string, path: string, body?: unknown): Promise<Answer> =>
    request<Answer>(origin, cookie, method, path, body);
  return {
    createMeeting: (plan) => ask('POST', '/api/meetings', { plan }),
    readMeeting: (id) => ask('GET', `/api/meetings/${id}`),
    mint: (id, counts) => ask('POST', `/api/meetings/${id}/tickets`, { counts }),
    makeScreenLink: (id) => ask('POST', `/api/meetings/${id}/links`, { kind: 'screen' }),
    command: (id, command) => ask('POST', `/api/meetings/${id}/commands`, command),
    readResult: (id) => ask('GET', `/api/meetings/${id}/result`),
    deleteMeeting: (id) => ask('DELETE', `/api/meetings/${id}`),
  };
}

/** Returns the cookie of the session. */
async function signIn(origin: string, key: ConsoleKey): Promise<string> {
  // Asked first, so that no token is left behind for a server that is not there.
  await send(origin, '/api/session', {});
  const link = await signInLink(origin, key);
  const body =
    'password' in key ? { password: key.password } : { token: link?.split('#sign-in=')[1] ?? '' };
  const answer = await send(origin, '/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new ConsoleRefused('POST /api/session', (await answer.json()) as Refusal);
  // A proxy may set cookies of its own.
  const cookies = answer.headers.getSetCookie();
  const cookie = cookies.find((text) => text.startsWith(`${SESSION_COOKIE}=`));
  if (cookie === undefined) throw new Error('the server signed in without a session cookie');
  return cookie.split(';')[0] ?? '';
}

async function request<Answer>(
  origin: string,
  cookie: string,
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  const answer = await send(origin, path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const value: unknown = await answer.json();
  if (!answer.ok) throw new ConsoleRefused(`${method} ${path}`, value as Refusal);
  return value as Answer;
}

async function send(origin: string, path: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++)
    try {
      return await fetch(origin + path, init);
    } catch (error) {
      if (tries < MOST_TRIES && wasNotHeard(error)) continue;
      throw new ServerUnreachable(`no answer from ${origin}`, { cause: error });
    }
}

/** Nothing was sent, as the server was too busy to let anybody in: trying again repeats no act. */
function wasNotHeard(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'UND_ERR_CONNECT_TIMEOUT';
}
