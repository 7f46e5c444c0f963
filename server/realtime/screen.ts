import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { MeetingId } from '../../shared/identifiers.ts';
import { screenAuthSchema } from '../../shared/protocol/schemas/http.ts';
import {
  SCREEN_BEAT_MS,
  SCREEN_NAMESPACE,
  type ScreenClientEvents,
  type ScreenServerEvents,
} from '../../shared/protocol/screen.ts';
import { ok, type Result } from '../../shared/result.ts';
import { enterByScreenLink } from '../voting/links.ts';
import type { Live } from '../voting/live.ts';
import { snapshotOf } from '../voting/live-display.ts';
import type { LiveMoment } from '../voting/live-moment.ts';
import type { VotingParts } from '../voting/parts.ts';
import { guardEntrance, type Report, readAuth, sendAway } from './entrance.ts';
import { everySoOften } from './every-so-often.ts';
import { meetingsWatched } from './meetings-watched.ts';
import { holdBack } from './unread.ts';

export type ScreenParts = VotingParts & {
  readonly report: Report;
  /** What people type or scan to vote, as far as it is known by now. */
  readonly votingAddress: () => string;
};

interface Viewer {
  readonly meeting: MeetingId;
  readonly link: string;
}
type ScreenNamespace = Namespace<ScreenClientEvents, ScreenServerEvents, DefaultEventsMap, Viewer>;
type ScreenSocket = Socket<ScreenClientEvents, ScreenServerEvents, DefaultEventsMap, Viewer>;

export interface ScreenRooms {
  readonly screens: (id: MeetingId) => number;
  readonly meetings: () => readonly MeetingId[];
  readonly stop: () => void;
}

/** Projections and the host's page: they are shown snapshots and have nothing to say. */
export function attachScreen(io: Server, parts: ScreenParts, live: Live): ScreenRooms {
  const namespace: ScreenNamespace = io.of(SCREEN_NAMESPACE);
  guardEntrance(namespace, (socket) => admit(parts, socket), parts.report);
  namespace.on('connection', (socket) => {
    socket.join(socket.data.meeting);
    socket.once('disconnect', live.watch(socket.data.meeting, 'figures'));
    greet(parts, live, socket).catch((error) => {
      parts.report(error);
      sendAway(socket);
    });
  });
  tellMoments(namespace, live);
  const beat = () => {
    // Of use at this moment or not at all: a line that is full must not fill further.
    namespace.volatile.emit('beat');
    return sendRevokedAway(namespace, parts);
  };
  const beats = everySoOften(SCREEN_BEAT_MS, beat, parts.report);

  return {
    screens: (id) => namespace.adapter.rooms.get(id)?.size ?? 0,
    meetings: () => meetingsWatched(namespace),
    stop: beats.stop,
  };
}

async function admit(parts: ScreenParts, socket: Socket): Promise<Result<Viewer>> {
  const auth = readAuth(screenAuthSchema, socket.handshake.auth);
  if (!auth.ok) return auth;
  const entered = await enterByScreenLink(parts, auth.value.token);
  if (!entered.ok) return entered;
  return ok({ meeting: entered.value.meeting, link: entered.value.link.id });
}

async function greet(parts: ScreenParts, live: Live, socket: ScreenSocket): Promise<void> {
  await live.greet(socket.data.meeting, (moment) => {
    if (moment === null) return sendAway(socket);
    socket.emit('emblem', moment.state.meeting.plan.emblem);
    socket.emit('address', parts.votingAddress());
    socket.emit('snapshot', snapshotOf(moment));
  });
}

function tellMoments(namespace: ScreenNamespace, live: Live): void {
  const told = new Map<MeetingId, LiveMoment>();
  const missedEmblem = new WeakSet<ScreenSocket>();
  live.listen({
    moment: (moment) => {
      const { id, plan } = moment.state.meeting;
      const before = told.get(id);
      told.set(id, moment);
      // Whoever is in by then is yet to be greeted.
      if (before === undefined || !namespace.adapter.rooms.has(id)) return;
      const here = [...namespace.sockets.values()].filter(({ data }) => data.meeting === id);
      const held = holdBack(here, (socket) => {
        if (missedEmblem.delete(socket)) socket.emit('emblem', plan.emblem);
        socket.emit('snapshot', snapshotOf(moment));
      });
      const screens = namespace.to(id).except(held.map((socket) => socket.id));
      if (before.state.meeting.plan.emblem !== plan.emblem) {
        screens.emit('emblem', plan.emblem);
        for (const socket of held) missedEmblem.add(socket);
      }
      screens.emit('snapshot', snapshotOf(moment));
    },
    left: (id) => told.delete(id),
    gone: (id) => {
      told.delete(id);
      for (const socket of namespace.sockets.values())
        if (socket.data.meeting === id) sendAway(socket);
    },
  });
}

/** Whichever process revoked the link: its screens are gone within a beat. */
async function sendRevokedAway(namespace: ScreenNamespace, parts: ScreenParts): Promise<void> {
  const sockets = [...namespace.sockets.values()];
  for (const meeting of new Set(sockets.map(({ data }) => data.meeting))) {
    const links = await parts.store.listScreenLinks(meeting);
    const valid = new Set(links.filter((link) => link.revokedAt === null).map(({ id }) => id));
    for (const socket of sockets)
      if (socket.data.meeting === meeting && !valid.has(socket.data.link)) sendAway(socket);
  }
}
