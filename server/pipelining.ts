import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Browsers and proxies wait for an answer before they ask again on the same line. */
const MOST_UNANSWERED = 10;

/**
 * Cuts off lines on which request after request comes before the first is answered. Each of them
 * costs memory and perhaps an open file, while Node takes in more for as long as no answer waits to be
 * read. To be called when all others who listen for requests do.
 */
export function limitPipelining(server: Server): void {
  const unanswered = new WeakMap<Socket, number>();
  server.prependListener('request', ({ socket }, response) => {
    const many = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, many);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    if (many > MOST_UNANSWERED) socket.destroy();
  });
}
