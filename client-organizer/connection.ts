import { useEffect, useState } from 'preact/hooks';
import { io, type Socket } from 'socket.io-client';
import type { MeetingDetail } from '../shared/protocol/http.ts';
import {
  ORGANIZER_NAMESPACE,
  type OrganizerAuth,
  type OrganizerClientEvents,
  type OrganizerServerEvents,
  type Overview,
} from '../shared/protocol/organizer.ts';
import { SCREEN_STALE_MS } from '../shared/protocol/screen.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import { type Refusal, refuse } from '../shared/result.ts';
import { signInRequired } from './api.ts';
import { rememberSeen, seenMeeting } from './seen-meeting.ts';

/** What the console knows of a running meeting, and whether it may be believed at this moment. */
export type LiveOverview =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly overview: Overview; readonly receivedAt: number }
  /** Nothing was heard for `SCREEN_STALE_MS`: the figures are old and must be shown as old. */
  | { readonly state: 'stale'; readonly overview: Overview; readonly receivedAt: number }
  /** The server does not let this page in; it does not come back by itself. */
  | { readonly state: 'refused'; readonly refusal: Refusal };

/**
 * The next state when an overview arrives at `now` (ms of this machine's own clock). One with a
 * smaller revision than the one shown is older, however late it comes, and must never replace it,
 * unless it is the alarm that says so (PHASE-7).
 */
export function withOverview(before: LiveOverview, overview: Overview, now: number): LiveOverview {
  if (isOlder(before, overview)) return heard(before);
  return { state: 'live', overview, receivedAt: now };
}

export function isOlder(before: LiveOverview, overview: Overview): boolean {
  const known = lastOverview(before);
  if (known === null || overview.meeting.alarm === 'older_data') return false;
  return overview.snapshot.revision < known.snapshot.revision;
}

/** Any sign of life: what is shown is what the server would show. */
export function heard(before: LiveOverview): LiveOverview {
  return before.state === 'stale' ? { ...before, state: 'live' } : before;
}

/** Nothing was heard for too long, or the connection is gone. */
export function unheard(before: LiveOverview): LiveOverview {
  return before.state === 'live' ? { ...before, state: 'stale' } : before;
}

export function lastOverview(live: LiveOverview): Overview | null {
  return live.state === 'live' || live.state === 'stale' ? live.overview : null;
}

/**
 * The overview as an act's own answer already knows it: one that is told half a second later must
 * not show the state before, or the act would seem not to have been done.
 */
export function withAnswer(overview: Overview, answer: MeetingDetail | null): Overview {
  if (answer === null || answer.revision <= overview.snapshot.revision) return overview;
  // The answer is of the later state that these data lack.
  if (overview.meeting.alarm === 'older_data') return overview;
  return { ...overview, meeting: answer.meeting, tickets: answer.tickets };
}

type OrganizerSocket = Socket<OrganizerServerEvents, OrganizerClientEvents>;

/** Silence after which a connection that claims to be open is opened anew. */
const REOPEN_AFTER_MS = 2 * SCREEN_STALE_MS;
const RETRY_MS = 1000;
/** Refusals that another try cannot change: someone has to sign in, reload or go elsewhere. */
const FINAL_REFUSALS: readonly string[] = [
  'sign_in_required',
  'meeting_unknown',
  'version_mismatch',
  'origin_refused',
];

/**
 * Follows one meeting and tells every change of what is known, until the returned function ends it.
 * Finds its way back by itself after every loss.
 */
export function followMeeting(
  meetingId: string,
  onChange: (live: LiveOverview) => void,
): () => void {
  let live: LiveOverview = { state: 'connecting' };
  const become = (next: LiveOverview) => {
    if (next === live) return;
    live = next;
    onChange(next);
  };
  const auth = (): OrganizerAuth => ({
    protocol: PROTOCOL_VERSION,
    meeting: meetingId,
    seen: seenMeeting(() => localStorage, meetingId)?.revision ?? 0,
  });
  const socket: OrganizerSocket = io(ORGANIZER_NAMESPACE, {
    auth: (show) => show(auth()),
    reconnectionDelay: RETRY_MS / 2,
    reconnectionDelayMax: 2 * RETRY_MS,
  });
  const silence = watchSilence(
    () => become(unheard(live)),
    () => socket.io.engine?.close(),
  );
  let retry: ReturnType<typeof setTimeout> | undefined;

  socket.on('overview', (overview) => {
    silence.interrupted();
    const { meeting, tickets, snapshot } = overview;
    rememberSeen(() => localStorage, { meeting, tickets, revision: snapshot.revision }, Date.now());
    // Entering anew shows the server what was seen, and it says whether its data are older.
    if (isOlder(live, overview)) socket.io.engine?.close();
    become(withOverview(live, overview, performance.now()));
  });
  socket.on('beat', () => {
    silence.interrupted();
    become(heard(live));
  });
  const connectLater = () => {
    retry = setTimeout(() => socket.connect(), RETRY_MS);
  };
  socket.on('disconnect', () => {
    become(unheard(live));
    // Sent away by the server: the next try tells why.
    if (!socket.active) connectLater();
  });
  socket.on('connect_error', (error) => {
    become(unheard(live));
    // An active socket tries again by itself; an inactive one was turned away by the server.
    if (socket.active) return;
    const refusal = refusalOf(error);
    if (!FINAL_REFUSALS.includes(refusal.code)) {
      connectLater();
      return;
    }
    become({ state: 'refused', refusal });
    if (refusal.code === 'sign_in_required') signInRequired.value += 1;
  });
  // A laptop that was asleep or away should not wait for the next try.
  const wake = () => {
    if (live.state !== 'refused' && document.visibilityState === 'visible') socket.connect();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);

  return () => {
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
    clearTimeout(retry);
    silence.end();
    socket.disconnect();
  };
}

function watchSilence(onStale: () => void, onReopen: () => void) {
  let stale: ReturnType<typeof setTimeout> | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(stale);
    clearTimeout(reopen);
  };
  const interrupted = () => {
    end();
    stale = setTimeout(onStale, SCREEN_STALE_MS);
    reopen = setTimeout(onReopen, REOPEN_AFTER_MS);
  };
  return { interrupted, end };
}

function refusalOf(error: Error & { readonly data?: unknown }): Refusal {
  const data = error.data;
  const isRefusal = typeof data === 'object' && data !== null && 'code' in data;
  return isRefusal ? (data as Refusal) : refuse('internal');
}

/** The meeting as it runs, for as long as the page that asks is shown. */
export function useLiveOverview(meetingId: string): LiveOverview {
  const [live, setLive] = useState<LiveOverview>({ state: 'connecting' });
  useEffect(() => followMeeting(meetingId, setLive), [meetingId]);
  return live;
}
