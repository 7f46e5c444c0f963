import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'socket.io';
import type { ClientAddress } from './entrance/client-address.ts';
import { isSignedIn } from './entrance/sessions.ts';
import { attachOrganizer } from './realtime/organizer.ts';
import { attachScreen } from './realtime/screen.ts';
import { attachVoter } from './realtime/voter.ts';
import type { AnsweredCast } from './voting/cast.ts';
import { ClosingTimer } from './voting/closing-timer.ts';
import { FrozenPlans } from './voting/frozen-plans.ts';
import { Live } from './voting/live.ts';
import type { VotingParts } from './voting/parts.ts';
import { createStorageHealth, type StorageHealth } from './voting/storage-health.ts';

export interface Rooms {
  readonly live: Live;
  readonly health: StorageHealth;
  /** Hears no further casts, and resolves when those under way are answered. */
  readonly finish: () => Promise<void>;
  /** Ends all that acts by itself; nothing touches the store any more. */
  readonly stop: () => Promise<void>;
}

/** Wires what watches the meetings to the three namespaces that tell of them. */
export function openRooms(
  io: Server,
  parts: VotingParts & {
    readonly logger: FastifyBaseLogger;
    readonly onAnswered: (answered: AnsweredCast) => void;
    readonly clientAddress: ClientAddress;
  },
  votingAddress: () => string,
): Rooms {
  const report = (error: unknown) => parts.logger.error({ err: error }, 'unexpected failure');
  const health = createStorageHealth(parts, report);
  health.onChange((state) => {
    if (state.state === 'failing') parts.logger.error({ code: state.code }, 'storage failing');
    else parts.logger.info('storage recovered');
  });
  const watching = { ...parts, health, report };
  const live = new Live(watching);
  const timer = new ClosingTimer(watching, live);
  const plans = new FrozenPlans(parts.store);
  live.listen({
    moment: ({ state }) => plans.told(state.meeting),
    left: (id) => plans.forget(id),
    gone: (id) => plans.forget(id),
  });
  const voter = attachVoter(io, { ...watching, plans }, live);
  const screen = attachScreen(io, { ...watching, votingAddress }, live);
  const organizer = attachOrganizer(
    io,
    {
      ...watching,
      isSignedIn: (cookie) => isSignedIn(parts, cookie),
      phones: (id) => voter.phones(id) + parts.store.presenceElsewhere(id).phones,
      screens: (id) => screen.screens(id) + parts.store.presenceElsewhere(id).screens,
    },
    live,
  );
  parts.store.sharePresence(() =>
    [...new Set([...voter.meetings(), ...screen.meetings()])].map((meeting) => ({
      meeting,
      phones: voter.phones(meeting),
      screens: screen.screens(meeting),
    })),
  );
  return {
    live,
    health,
    finish: voter.finish,
    stop: async () => {
      await timer.stop();
      screen.stop();
      organizer.stop();
      await live.stop();
      health.stop();
    },
  };
}
