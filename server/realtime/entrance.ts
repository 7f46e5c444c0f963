import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/result.ts';
import { noteEntering, noteLeaving } from './empty-connections.ts';
import { answerAtItsEnd } from './repeated-knocks.ts';

/** What `io.use` hands on when a client may not enter: it becomes `connect_error` with this `data`. */
class RefusalError extends Error {
  readonly data: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
    this.data = refusal;
  }
}

type Connection = Socket['conn'];

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
    if (inside.has(conn)) {
      socket.handshake.auth = {};
      answerAtItsEnd(conn, next);
      return;
    }
    inside.add(conn);
    noteEntering(conn);
    const leave = () => {
      if (!inside.delete(conn)) return;
      noteLeaving(conn);
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
