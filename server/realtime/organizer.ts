import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { MeetingId } from '../../shared/identifiers.ts';
import {
  ORGANIZER_NAMESPACE,
  type OrganizerClientEvents,
  type OrganizerServerEvents,
  type Overview,
} from '../../shared/protocol/organizer.ts';
import { organizerAuthSchema } from '../../shared/protocol/schemas/http.ts';
import { SCREEN_BEAT_MS } from '../../shared/protocol/screen.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import type { Live } from '../voting/live.ts';
import { snapshotOf } from '../voting/live-display.ts';
import type { LiveMoment } from '../voting/live-moment.ts';
import { refuseOlderData } from '../voting/older-data.ts';
import type { VotingParts } from '../voting/parts.ts';
import type { StorageHealth } from '../voting/storage-health.ts';
import { guardEntrance, type Report, readAuth, sendAway } from './entrance.ts';
import { everySoOften } from './every-so-often.ts';
import { holdBack } from './unread.ts';

/** Twice a second is as fast as one person under pressure can read. */
export const OVERVIEW_EVERY_MS = 500;
const MOST_LOG_LINES = 50;

export type OrganizerParts = VotingParts & {
  readonly health: StorageHealth;
  readonly report: Report;
  readonly isSignedIn: (cookieHeader: string | undefined) => Promise<boolean>;
  readonly phones: (id: MeetingId) => number;
  readonly screens: (id: MeetingId) => number;
};

interface Organizer {
  readonly meeting: MeetingId;
}
type OrganizerNamespace = Namespace<
  OrganizerClientEvents,
  OrganizerServerEvents,
  DefaultEventsMap,
  Organizer
>;
type OrganizerSocket = Socket<
  OrganizerClientEvents,
  OrganizerServerEvents,
  DefaultEventsMap,
  Organizer
>;

/** What an overview is made of; a new one is told when any of it changed. */
interface Gathered {
  readonly moment: LiveMoment;
  readonly phones: number;
  readonly screens: number;
  readonly returnedPerMinute: number;
  readonly lossy: boolean;
}

/** The control page: it is told; what it orders comes in by HTTP. */
export function attachOrganizer(
  io: Server,
  parts: OrganizerParts,
  live: Live,
): { stop: () => void } {
  const namespace: OrganizerNamespace = io.of(ORGANIZER_NAMESPACE);
  guardEntrance(namespace, (socket) => admit(parts, socket), parts.report);
  namespace.on('connection', (socket) => {
    socket.join(socket.data.meeting);
    socket.once('disconnect', live.watch(socket.data.meeting, 'figures'));
    greet(parts, live, socket).catch((error) => {
      parts.report(error);
      sendAway(socket);
    });
  });
  live.listen({
    gone: (id) => {
      for (const socket of namespace.sockets.values())
        if (socket.data.meeting === id) sendAway(socket);
    },
  });
  const overviews = everySoOften(
    OVERVIEW_EVERY_MS,
    tellChanges(namespace, parts, live),
    parts.report,
  );
  const beat = () => {
    // Of use at this moment or not at all: a line that is full must not fill further.
    namespace.volatile.emit('beat');
    return sendSignedOutAway(namespace, parts);
  };
  const beats = everySoOften(SCREEN_BEAT_MS, beat, parts.report);
  return {
    stop: () => {
      overviews.stop();
      beats.stop();
    },
  };
}

async function admit(parts: OrganizerParts, socket: Socket): Promise<Result<Organizer>> {
  if (!(await parts.isSignedIn(socket.request.headers.cookie))) return refuse('sign_in_required');
  const auth = readAuth(organizerAuthSchema, socket.handshake.auth);
  if (!auth.ok) return auth;
  const id = auth.value.meeting as MeetingId;
  // Whoever has seen more than there is comes in all the same: the control page has the way on.
  await refuseOlderData(parts, id, auth.value.seen);
  const isKnown = (await parts.store.readMeeting(id)) !== null;
  return isKnown ? ok({ meeting: id }) : refuse('meeting_unknown');
}

/** The first overview does not wait for a change. */
async function greet(parts: OrganizerParts, live: Live, socket: OrganizerSocket): Promise<void> {
  const id = socket.data.meeting;
  await live.greet(id, (moment) => {
    if (moment === null) sendAway(socket);
  });
  const gathered = gather(parts, live, id);
  if (gathered !== null) socket.emit('overview', await overviewOf(parts, gathered));
}

function tellChanges(
  namespace: OrganizerNamespace,
  parts: OrganizerParts,
  live: Live,
): () => Promise<void> {
  const told = new Map<MeetingId, Gathered>();
  return async () => {
    const watched = new Set([...namespace.sockets.values()].map(({ data }) => data.meeting));
    for (const id of told.keys()) if (!watched.has(id)) told.delete(id);
    for (const id of watched) {
      const gathered = gather(parts, live, id);
      if (gathered === null || sameOverview(told.get(id), gathered)) continue;
      told.set(id, gathered);
      const overview = await overviewOf(parts, gathered);
      const here = [...namespace.sockets.values()].filter(({ data }) => data.meeting === id);
      const held = holdBack(here, (socket) => socket.emit('overview', overview));
      namespace
        .to(id)
        .except(held.map((socket) => socket.id))
        .emit('overview', overview);
    }
  };
}

function gather(parts: OrganizerParts, live: Live, id: MeetingId): Gathered | null {
  const moment = live.latest(id);
  if (moment === null) return null;
  return {
    moment,
    phones: parts.phones(id),
    screens: parts.screens(id),
    returnedPerMinute: live.returnedPerMinute(id),
    lossy: parts.store.lossy,
  };
}

function sameOverview(told: Gathered | undefined, next: Gathered): boolean {
  if (told === undefined || told.moment !== next.moment) return false;
  return (
    told.phones === next.phones &&
    told.screens === next.screens &&
    told.returnedPerMinute === next.returnedPerMinute &&
    told.lossy === next.lossy
  );
}

async function overviewOf(parts: OrganizerParts, gathered: Gathered): Promise<Overview> {
  const { moment, ...figures } = gathered;
  const { meeting, tickets } = moment.state;
  return {
    meeting,
    tickets,
    ...figures,
    log: await readLog(parts, meeting.id),
    storage: parts.health.state(),
    snapshot: snapshotOf(moment),
  };
}

/** While the store fails, the control page must still say so: an overview without its log. */
async function readLog(parts: OrganizerParts, id: MeetingId): Promise<Overview['log']> {
  try {
    return await parts.store.readLog(id, MOST_LOG_LINES);
  } catch (error) {
    parts.report(error);
    return [];
  }
}

async function sendSignedOutAway(
  namespace: OrganizerNamespace,
  parts: OrganizerParts,
): Promise<void> {
  for (const socket of namespace.sockets.values())
    if (!(await parts.isSignedIn(socket.request.headers.cookie))) sendAway(socket);
}
