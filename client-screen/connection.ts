import { io, type Socket } from 'socket.io-client';
import {
  SCREEN_NAMESPACE,
  SCREEN_STALE_MS,
  type ScreenAuth,
  type ScreenClientEvents,
  type ScreenServerEvents,
} from '../shared/protocol/screen.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import type { EntranceLink } from './link.ts';
import { silentMs } from './reception.ts';
import type { ScreenState } from './state.ts';

type ScreenSocket = Socket<ScreenServerEvents, ScreenClientEvents>;

const RETRY_FIRST_MS = 300;
const RETRY_MOST_MS = 1500;
const CONNECT_TIMEOUT_MS = 4000;
/** After this silence the line counts as dead, long before the engine's own ping would tell. */
const DEAD_LINE_MS = 2 * SCREEN_STALE_MS;
/** Trouble of the server's passes, and a page of another version is reloaded: not at once, though. */
const REFUSED_RETRY_MS = 5000;

export interface Line {
  /** Drops a line on which nothing comes any more, so that a new one is made. To be called often. */
  readonly renewIfDead: () => void;
}

/**
 * Opens the line and keeps it open, for as long as the page lives. `now` is in ms of a steady clock,
 * the one of `state`.
 */
export function connect(
  link: EntranceLink,
  state: ScreenState,
  now: () => number,
  reload: () => void,
): Line {
  const auth: ScreenAuth = { protocol: PROTOCOL_VERSION, token: link.token };
  const socket: ScreenSocket = io(SCREEN_NAMESPACE, {
    auth,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: RETRY_FIRST_MS,
    reconnectionDelayMax: RETRY_MOST_MS,
    timeout: CONNECT_TIMEOUT_MS,
  });
  socket.on('snapshot', (snapshot) => state.snapshotCame(snapshot));
  socket.on('emblem', (emblem) => state.emblemCame(emblem));
  socket.on('address', (address) => state.addressCame(address));
  socket.on('beat', () => state.beatCame());
  // Whom the server itself sends away is not brought back by the library: ask once more, and be
  // told why.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), RETRY_FIRST_MS);
  });
  socket.on('connect_error', (error) => {
    const code = refusalCode(error);
    if (code === null) return;
    state.refusalCame(code);
    if (code === 'screen_link_revoked') return;
    setTimeout(() => (code === 'version_mismatch' ? reload() : socket.connect()), REFUSED_RETRY_MS);
  });
  let openedAt = now();
  socket.on('connect', () => {
    openedAt = now();
  });
  return {
    renewIfDead: () => {
      // A new line has not been silent for as long as the one before it.
      const silent = Math.min(silentMs(state.reception.value, now()), now() - openedAt);
      if (socket.connected && silent >= DEAD_LINE_MS) socket.io.engine.close();
    },
  };
}

/** The code with which the server's entrance refused, or null when the line failed by itself. */
function refusalCode(error: Error): string | null {
  if (!('data' in error) || typeof error.data !== 'object' || error.data === null) return null;
  if (!('code' in error.data) || typeof error.data.code !== 'string') return null;
  // A token that was cut when it was copied is not even a request; people need the same new link.
  return error.data.code === 'bad_request' ? 'screen_link_revoked' : error.data.code;
}
