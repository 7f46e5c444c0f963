import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const PLAIN = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
const OTHER_PROTOCOL = PLAIN.replace('Host', 'Connection: Upgrade\r\nUpgrade: other\r\nHost');
const ANSWER = 'HTTP/1.1 200 OK';

/** A plain line to the server, gone after the test. */
async function openLine({ url }: ServerUnderTest): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const line = connect(Number(port), hostname);
  onTestFinished(() => void line.destroy());
  line.on('error', () => undefined);
  await once(line, 'connect');
  return line;
}

/** Everything that comes, until so many answers have. */
async function answers(line: Socket, many: number): Promise<void> {
  let heard = '';
  for await (const part of line.iterator({ destroyOnReturn: false })) {
    heard += part;
    if (heard.split(ANSWER).length > many) return;
  }
  throw new Error(`the line ended after ${heard}`);
}

function linesHeld({ app }: ServerUnderTest): Promise<number> {
  const { server } = app.fastify;
  return new Promise((resolve, reject) => {
    server.getConnections((error, many) => (error ? reject(error) : resolve(many)));
  });
}

test('a request that offers another protocol is answered like any other, and its line ends with it', () =>
  withApp(async (server) => {
    const line = await openLine(server);
    line.write(PLAIN + OTHER_PROTOCOL);
    await answers(line, 2);
    expect(await linesHeld(server)).toBe(1);
    line.destroy();
    await expect.poll(() => linesHeld(server)).toBe(0);
  }));
