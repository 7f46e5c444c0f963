import type { Socket } from 'socket.io';

/** Pages show their credential at once; who is in no namespace by then is let go. */
export const ENTER_WITHIN_MS = 10_000;

type Connection = Socket['conn'];

/** In how many namespaces a connection is, or knocks. */
const entered = new WeakMap<Connection, number>();
const farewells = new WeakMap<Connection, NodeJS.Timeout>();

/** A connection is in one namespace more, or knocks at it. */
export function noteEntering(conn: Connection): void {
  entered.set(conn, (entered.get(conn) ?? 0) + 1);
}

/**
 * A connection is in one namespace less; who is in none for long is let go. Socket.IO looks at a
 * connection once, when it is new: who leaves later would be held for ever. What is kept for this is
 * one timer a connection, and ends with it, however often it comes and goes.
 */
export function noteLeaving(conn: Connection): void {
  entered.set(conn, (entered.get(conn) ?? 0) - 1);
  if (conn.readyState !== 'open') return;
  const earlier = farewells.get(conn);
  if (earlier === undefined) conn.once('close', () => clearTimeout(farewells.get(conn)));
  else clearTimeout(earlier);
  const timer = setTimeout(() => {
    if (entered.get(conn) === 0) conn.close();
  }, ENTER_WITHIN_MS);
  farewells.set(conn, timer.unref());
}
