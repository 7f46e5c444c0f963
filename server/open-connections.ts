import type { Server, Socket } from 'node:net';

/**
 * Follows the connections of a server, so that a stop need not wait for phones that are out of
 * reach by then: what is still open `patienceMs` after `endSoon` is cut.
 */
export function followConnections(server: Server): { endSoon: (patienceMs: number) => void } {
  const open = new Set<Socket>();
  server.on('connection', (connection) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
  });
  return {
    endSoon: (patienceMs) => {
      const timer = setTimeout(() => {
        for (const connection of open) connection.destroy();
      }, patienceMs);
      timer.unref();
    },
  };
}
