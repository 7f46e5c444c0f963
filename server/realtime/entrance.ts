import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/result.ts';

/** What `io.use` hands on when a client may not enter: it becomes `connect_error` with this `data`. */
class RefusalError extends Error {
  readonly data: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
    this.data = refusal;
  }
}

/** Pages show their credential at once; who is in no namespace by then is let go. */
export const ENTER_WITHIN_MS = 10_000;

type Connection = Socket['conn'];

/** In how many namespaces a connection is, or knocks. */
const entered = new WeakMap<Connection, number>();

function count(conn: Connection, change: 1 | -1): void {
  entered.set(conn, (entered.get(conn) ?? 0) + change);
}

/** Socket.IO looks at a connection once, when it is new: who leaves later would be held for ever. */
function letGoLater(conn: Connection): void {
  const timer = setTimeout(() => {
    if (entered.get(conn) === 0) conn.close();
  }, ENTER_WITHIN_MS);
  timer.unref();
}

/** For what nobody asked for and so nobody can be answered: a line in the log. */
export type Report = (error: unknown) => void;

/**
 * Guards a namespace: whoever is admitted gets `Holder` as the socket's data, everybody else a
 * named refusal. What the client showed is dropped at once, so that no secret stays in memory
 * longer than it is needed. A connection enters once at a time, so that nobody is counted twice.
 */
export function guardEntrance<Holder>(
  namespace: Namespace,
  admit: (socket: Socket) => Promise<Result<Holder>>,
  report: Report,
): void {
  const inside = new WeakSet<Connection>();
  namespace.use((socket, next) => {
    const { conn } = socket;
    // Socket.IO lets in all that knock before the first has entered. The first one's answer is
    // everybody's: a client may knock again while it waits.
    if (inside.has(conn)) return;
    inside.add(conn);
    count(conn, 1);
    const leave = () => {
      if (!inside.delete(conn)) return;
      count(conn, -1);
      letGoLater(conn);
    };
    socket.once('disconnect', leave);
    void admit(socket)
      .catch((error: unknown) => refusalOf(error, report))
      .then((admitted) => {
        socket.handshake.auth = {};
        if (admitted.ok) socket.data = admitted.value;
        else leave();
        next(admitted.ok ? undefined : new RefusalError(admitted));
      });
  });
}

/** Nobody's entering writes anything, so that both mean the same here. */
const OUTAGES = new Set(['StorageUnavailable', 'OutcomeUnknown']);
const versionSchema = z.object({ protocol: z.number() });

/** What a client shows, parsed. The version comes first: an old page may be wrong in the rest. */
export function readAuth<Auth>(schema: z.ZodType<Auth>, auth: unknown): Result<Auth> {
  const version = versionSchema.safeParse(auth);
  if (version.success && version.data.protocol !== PROTOCOL_VERSION)
    return refuse('version_mismatch');
  const parsed = schema.safeParse(auth);
  return parsed.success ? ok(parsed.data) : refuse('bad_request');
}

/**
 * Sends a client away in a way that makes it come back and be told why: a `disconnect` by the
 * server would leave it silent, as Socket.IO's client does not reconnect after one.
 */
export function sendAway(socket: Socket): void {
  socket.conn.close();
}

function refusalOf(error: unknown, report: Report): Refusal {
  // Known by name, as the rooms know no store.
  if (error instanceof Error && OUTAGES.has(error.name)) return refuse('storage_unavailable');
  report(error);
  return refuse('internal');
}
