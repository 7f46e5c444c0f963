import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Random } from '../load/seeded-random.ts';
import { between, oneOf } from './fault-run.ts';

/** What a peer does that never becomes a voter. */
const HABITS = {
  'says nothing': () => undefined,
  'never ends its headers': (socket: Socket) => {
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    dribble(socket, 'X-Slow: 1\r\n');
  },
  'never ends its body': (socket: Socket) => {
    socket.write('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 1000\r\n\r\n{"password":"');
    dribble(socket, 'x');
  },
  'opens a websocket and joins nothing': (socket: Socket) => upgrade(socket),
  'opens a websocket, answers pings and joins nothing': (socket: Socket) => {
    upgrade(socket);
    socket.on('data', (bytes) => {
      // The server's ping is the text frame `2`; the answer is a masked `3`.
      if (Buffer.from(bytes).includes(Buffer.from([0x81, 0x01, 0x32])))
        socket.write(maskedFrame('3'));
    });
  },
  'opens a websocket and shows no ticket': (socket: Socket) => {
    upgrade(socket);
    socket.once('data', () =>
      socket.write(maskedFrame('40/voter,{"protocol":1,"ticket":"0000000000000000"}')),
    );
  },
  'opens a websocket and sends no frame': (socket: Socket, random: Random) => {
    upgrade(socket);
    socket.once('data', () => socket.write(nonsense(random)));
  },
  'begins polling and never polls': (socket: Socket) => {
    socket.write(
      'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
  },
  'sends no HTTP': (socket: Socket, random: Random) => {
    socket.write(nonsense(random));
  },
} as const satisfies Readonly<Record<string, (socket: Socket, random: Random) => void>>;

export type Habit = keyof typeof HABITS;
export const ALL_HABITS = Object.keys(HABITS) as readonly Habit[];

function upgrade(socket: Socket): void {
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
}

function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

function nonsense(random: Random): Buffer {
  return Buffer.from(
    Array.from({ length: between(random, 1, 200) }, () => between(random, 0, 255)),
  );
}

function dribble(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 3000);
  socket.once('close', () => clearInterval(timer));
}

/** Peers of all habits, one socket each, which nobody lets go from this side until the test ends. */
export class IdlePeers {
  readonly #open = new Map<Socket, Habit>();
  readonly #url: URL;
  readonly #random: Random;

  constructor(url: string, random: Random) {
    this.#url = new URL(url);
    this.#random = random;
    onTestFinished(() => {
      for (const socket of this.#open.keys()) socket.destroy();
    });
  }

  /** Resolves when the server has taken it; one that is refused counts as let go. */
  open(): Promise<void> {
    const habit = oneOf(this.#random, ALL_HABITS);
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    this.#open.set(socket, habit);
    socket.on('error', () => undefined);
    // An answer that is not read keeps the far end from being noticed.
    socket.resume();
    return new Promise((resolve) => {
      socket.once('close', () => {
        this.#open.delete(socket);
        resolve();
      });
      socket.once('connect', () => {
        HABITS[habit](socket, this.#random);
        resolve();
      });
    });
  }

  /** How many sockets the server still holds, by habit. */
  held(): ReadonlyMap<Habit, number> {
    const counts = new Map<Habit, number>();
    for (const habit of this.#open.values()) counts.set(habit, (counts.get(habit) ?? 0) + 1);
    return counts;
  }

  get many(): number {
    return this.#open.size;
  }
}
