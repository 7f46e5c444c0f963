import type { Namespace } from 'socket.io';
import type { MeetingId } from '../../shared/identifiers.ts';

/** The meetings that pages of this namespace are connected to, each page being in its meeting's room. */
export function meetingsWatched(
  namespace: Pick<Namespace, 'adapter' | 'sockets'>,
): readonly MeetingId[] {
  // Socket.IO also has a room for each socket alone, which bears the socket's id.
  return [...namespace.adapter.rooms.keys()].filter(
    (room) => !namespace.sockets.has(room),
  ) as MeetingId[];
}
