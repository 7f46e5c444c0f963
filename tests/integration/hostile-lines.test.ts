import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openMeeting } from '../meeting-under-test.ts';
import { RawSocket } from '../raw-socket.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const PLAIN = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
const LONG_ANSWER = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';
const OTHER_PROTOCOL = PLAIN.replace('Host', 'Connection: Upgrade\r\nUpgrade: other\r\nHost');
const ANSWER = 'HTTP/1.1 200 OK';

/** Beyond what the system takes on both ends for somebody who does not read. */
const FLOOD_BYTES = 24 * 1024 * 1024;
const STANDSTILL_MS = 1000;
const LONGEST_PING = Buffer.alloc(125, 'x');

/** The server's ends of all lines from here on. */
function followLines({ app }: ServerUnderTest): readonly Socket[] {
  const lines: Socket[] = [];
  app.fastify.server.on('connection', (line: Socket) => lines.push(line));
  return lines;
}

async function anyTicket(server: ServerUnderTest): Promise<string | undefined> {
  return (await openMeeting(server, [1, 1])).tickets[1]?.[0];
}

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

test('who asks again and again without waiting for an answer is cut off', () =>
  withApp(async (server) => {
    const line = await openLine(server);
    line.resume();
    line.write(PLAIN.repeat(5));
    await answers(line, 5);
    const closed = once(line, 'close');
    line.write(PLAIN.repeat(50));
    await closed;
  }));

test('who asks and reads no answer is let go, while phones may be silent', () =>
  withApp(async (server) => {
    const { server: node } = server.app.fastify;
    // Phones that poll hear something every 25 seconds.
    expect(node.timeout).toBeGreaterThan(30_000);
    expect(node.timeout).toBeLessThanOrEqual(60_000);
    node.timeout = STANDSTILL_MS;
    const phone = await RawSocket.enterAsPhone(server.url, await anyTicket(server));
    const lines = followLines(server);
    const client = await openLine(server);
    const [line] = lines as [Socket];
    const closed = once(line, 'close');
    // A machine that stands still itself may end the line before it is full.
    while (line.writableLength === 0 && !line.destroyed) {
      const { bytesWritten } = line;
      client.write(LONG_ANSWER);
      while (line.bytesWritten === bytesWritten && !line.destroyed) await delay(1);
    }
    await closed;
    await delay(STANDSTILL_MS);
    expect(phone.socket.readyState).toBe(phone.socket.OPEN);
  }));

test('who pings and reads nothing makes no answers pile up', () =>
  withApp(async (server) => {
    const lines = followLines(server);
    const raw = await RawSocket.enterAsPhone(server.url, await anyTicket(server));
    raw.socket.pause();
    const [line] = lines as [Socket];
    for (let sent = 0; sent < FLOOD_BYTES; sent += LONGEST_PING.length) {
      raw.socket.ping(LONGEST_PING);
      if (sent % 1_000_000 === 0) await setImmediate();
    }
    await expect.poll(() => line.bytesRead, { timeout: 30_000 }).toBeGreaterThan(FLOOD_BYTES);
    expect(line.writableLength).toBeLessThan(1_000_000);
    raw.socket.resume();
    await once(raw.socket, 'pong');
  }));

test('a message in a few fragments is understood, and one in very many ends its line', () =>
  withApp(async (server) => {
    const raw = await RawSocket.enterAsPhone(server.url, await anyTicket(server));
    const ended = raw.ended();
    const parts = ['42/voter,1["ca', 'st",', '{}]'];
    for (const part of parts) raw.socket.send(part, { fin: part === parts.at(-1) });
    await raw.until((message) => message.startsWith('43/voter,1[{"ok":false'));
    for (let sent = 0; sent < 1000; sent++) raw.socket.send('x', { fin: false });
    await ended;
  }));
