import { expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { prepareMeeting } from '../meeting-under-test.ts';
import { RawSocket } from '../raw-socket.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

/** Over polling, where one request brings many packets at the same moment. */
async function openPolling({ url }: ServerUnderTest) {
  const address = `${url}/socket.io/?EIO=4&transport=polling`;
  const handshake = await (await fetch(address)).text();
  const session = `${address}&sid=${JSON.parse(handshake.slice(1)).sid}`;
  return {
    say: async (packets: readonly string[]): Promise<string> => {
      await fetch(session, { method: 'POST', body: packets.join('\x1e') });
      return (await fetch(session)).text();
    },
    close: () => fetch(session, { method: 'POST', body: '1' }),
  };
}

function knock(ticket = ''): string {
  return `40/voter,${JSON.stringify({ protocol: PROTOCOL_VERSION, ticket })}`;
}

function inside({ app }: ServerUnderTest): number {
  return app.io.of('/voter').sockets.size;
}

/** Those that Socket.IO keeps until they are answered; nothing public tells of them. */
function knocking({ app }: ServerUnderTest): number {
  const kept: unknown = Reflect.get(app.io.of('/voter'), '_preConnectSockets');
  return (kept as ReadonlyMap<string, unknown>).size;
}

test('a connection knocks as often as it likes and enters once', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const right = knock(meeting.tickets[0]?.[0]);
    const { say, close } = await openPolling(server);
    expect(await say([knock('0000000000000000')])).toContain('ticket_unknown');
    expect(inside(server)).toBe(0);
    await say([right, right, right]);
    expect(inside(server)).toBe(1);
    await say(['41/voter,', '40/nowhere,']);
    expect(inside(server)).toBe(0);
    await say([right]);
    expect(inside(server)).toBe(1);
    await close();
  }));

test('[SECRET-1] nothing of a knock outlives its connection', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const right = { ticket: meeting.tickets[0]?.[0] };
    const raw = await RawSocket.open(server.url);
    for (let again = 0; again < 5; again++) raw.enter('/voter', right);
    await raw.until((message) => message.startsWith('40/voter'));
    await expect.poll(() => knocking(server)).toBe(4);
    raw.socket.terminate();
    await expect.poll(() => knocking(server)).toBe(0);
  }));

test('who knocks on and on without waiting for an answer is cut off', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const { say } = await openPolling(server);
    const heard = await say(Array.from({ length: 50 }, () => knock(meeting.tickets[0]?.[0])));
    expect(heard).toContain('Session ID unknown');
    expect(inside(server)).toBe(0);
    await expect.poll(() => knocking(server)).toBe(0);
  }));
