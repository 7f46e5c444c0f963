import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';

const SESSION_PATH = '/api/session';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  /** Of the process that the answer says to stay with; null where it names none. */
  readonly process: string | null;
  /** The attributes of the cookie that names it, sorted. */
  readonly attributes: readonly string[];
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  /** The process to stay with. */
  readonly process?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** An address of this machine to come from. */
  readonly from?: string;
}

/** Over a connection of its own, so that nothing but the cookie can keep it where it was. */
export function ask(url: string, asked: Asked): Promise<Answer> {
  const { method = 'GET', path = SESSION_PATH, from, body } = asked;
  const headers = {
    ...(asked.process === undefined ? {} : { cookie: `pingyi_process=${asked.process}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...asked.headers,
  };
  const options = {
    method,
    headers,
    agent: false,
    // Caddy's certificate is the tests' own.
    rejectUnauthorized: false,
    ...(from === undefined ? {} : { localAddress: from }),
  };
  const request = url.startsWith('https:') ? requestSecurely : requestPlainly;
  return new Promise((resolve, reject) => {
    const sent = request(url + path, options, (response) => {
      response.resume();
      response.once('end', () => resolve(answerOf(response.statusCode, response.headers)));
    });
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function answerOf(status: number | undefined, headers: Answer['headers']): Answer {
  const cookies = [headers['set-cookie'] ?? []].flat();
  const [pair = '', ...attributes] =
    cookies.find((cookie) => cookie.startsWith('pingyi_process='))?.split('; ') ?? [];
  return {
    status: status ?? 0,
    headers,
    process: pair.split('=')[1] ?? null,
    attributes: attributes.toSorted(),
  };
}
