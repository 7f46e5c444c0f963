import type { Server } from 'socket.io';
import type { Role } from '../../shared/protocol/health.ts';
import { ORGANIZER_NAMESPACE } from '../../shared/protocol/organizer.ts';
import { SCREEN_NAMESPACE } from '../../shared/protocol/screen.ts';
import { VOTER_NAMESPACE } from '../../shared/protocol/voter.ts';

/** Who is connected to this process, of all meetings. */
export function countConnections(io: Server): Readonly<Record<Role, number>> {
  return {
    voter: io.of(VOTER_NAMESPACE).sockets.size,
    screen: io.of(SCREEN_NAMESPACE).sockets.size,
    organizer: io.of(ORGANIZER_NAMESPACE).sockets.size,
  };
}
