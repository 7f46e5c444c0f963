import type { Socket } from 'socket.io';

type Connection = Socket['conn'];

/** Far more than a phone or a screen ever has waiting, and little in memory. */
const MOST_UNREAD = 100;

const unread = new WeakMap<Connection, number>();
const latest = new WeakMap<Socket, () => void>();

/**
 * Counts what a connection was told and has not taken yet, since its line is full or it polls no
 * more. Whoever goes on asking without reading the answers is cut off: its queue is our memory.
 */
export function followReading(connection: Connection): void {
  connection.on('packetCreate', () => {
    const waiting = (unread.get(connection) ?? 0) + 1;
    unread.set(connection, waiting);
    if (waiting > MOST_UNREAD) connection.close(true);
  });
  connection.on('flush', () => unread.delete(connection));
}

/**
 * For pictures that replace each other: those of `sockets` that have not taken what was said before.
 * They hear what `say` says then as soon as they have; of several such pictures only the last.
 */
export function holdBack<Held extends Socket>(
  sockets: Iterable<Held>,
  say: (socket: Held) => void,
): readonly Held[] {
  const held: Held[] = [];
  for (const socket of sockets)
    if (unread.has(socket.conn)) {
      held.push(socket);
      if (!latest.has(socket)) socket.conn.once('drain', () => sayLatest(socket));
      latest.set(socket, () => say(socket));
    }
  return held;
}

function sayLatest(socket: Socket): void {
  const say = latest.get(socket);
  latest.delete(socket);
  if (socket.connected) say?.();
}
