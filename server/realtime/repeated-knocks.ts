import type { Socket } from 'socket.io';

type Connection = Socket['conn'];
type Next = (error: Error) => void;

/** More than any page sends while it waits for the first answer. */
const MOST_WAITING = 10;

const ENDED = new Error('the connection has ended');
const waiting = new WeakMap<Connection, Next[]>();

/**
 * Answers a knock when its connection has ended, so that nobody hears it: an earlier answer would
 * be undone by it. Never to answer is no way out, as Socket.IO keeps such a knock, and with it the
 * connection, for ever. Who sends too many is cut off.
 */
export function answerAtItsEnd(conn: Connection, next: Next): void {
  const earlier = waiting.get(conn);
  if (conn.readyState !== 'open') next(ENDED);
  else if (earlier === undefined) {
    const knocks = [next];
    waiting.set(conn, knocks);
    conn.once('close', () => {
      for (const answer of knocks) answer(ENDED);
    });
  } else if (earlier.push(next) > MOST_WAITING) conn.close(true);
}
