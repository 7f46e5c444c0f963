import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FASTIFY_OPTIONS } from '../../server/http/fastify-options.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';

const COOKIE = `pingyi_session=${'c'.repeat(43)}`;
const TICKET = '0123456789ABCDEF';

describe('what is not even a request', () => {
  let server: HttpServer;

  beforeAll(async () => {
    server = await startHttpServer();
  });
  afterAll(() => server.close());

  /** All that comes back for these bytes until the server hangs up. */
  async function send(bytes: string): Promise<string> {
    const { hostname, port } = new URL(server.origin);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(bytes);
    return text(socket);
  }

  const broken = [
    [
      'a header that is none',
      `GET /api/session HTTP/1.1\r\nCookie: ${COOKIE}\r\nBad Header: 1\r\n\r\n`,
      400,
    ],
    [
      'too long a header',
      `GET / HTTP/1.1\r\nCookie: ${COOKIE}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      'a length that is none',
      `POST /socket.io/ HTTP/1.1\r\nContent-Length: x\r\n\r\n{"ticket":"${TICKET}"}`,
      400,
    ],
  ] as const;

  test.each(broken)(
    '[SECRET-1] is refused with %s, and kept out of the log',
    async (_, bytes, status) => {
      const answer = await send(bytes);
      expect(answer.split(' ')[1]).toBe(String(status));
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({
        ok: false,
        code: 'bad_request',
      });
      for (const secret of [COOKIE, TICKET]) {
        expect(server.log()).not.toContain(secret);
        expect(server.log()).not.toContain([...Buffer.from(secret)].join(','));
      }
    },
  );

  test('does not hold a place for ever by coming slowly', async () => {
    const app = Fastify(FASTIFY_OPTIONS);
    expect(app.server.requestTimeout).toBeGreaterThan(0);
    expect(app.server.headersTimeout).toBeGreaterThan(0);
    await app.close();
  });
});
