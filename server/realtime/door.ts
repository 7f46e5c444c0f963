import type { Server, Socket } from 'socket.io';

type Connection = Socket['conn'];

/** More than a hall that comes back at once, each of which takes a moment. */
const MOST_AT_THE_DOOR = 20_000;

/**
 * Whoever has connected and entered no namespace yet. A connection by polling costs nothing but a
 * request and stays for a while: where too many wait, who has waited the longest is let go, since
 * phones show their tickets at once. So strangers can neither fill the memory nor the door.
 */
export function guardDoor(io: Server, most = MOST_AT_THE_DOOR): void {
  const waiting = new Set<Connection>();
  io.engine.on('connection', (connection: Connection) => {
    waiting.add(connection);
    connection.once('close', () => waiting.delete(connection));
    const [longest] = waiting;
    if (waiting.size > most) longest?.close(true);
  });
  io.on('new_namespace', (namespace) =>
    namespace.on('connection', ({ conn }) => waiting.delete(conn)),
  );
}
