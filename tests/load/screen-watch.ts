import { io, type Socket } from 'socket.io-client';
import {
  SCREEN_NAMESPACE,
  type ScreenAuth,
  type ScreenClientEvents,
  type ScreenServerEvents,
  type ScreenSnapshot,
} from '../../shared/protocol/screen.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

/** A projection without a projector: it keeps the latest snapshot, as the page does. */
export interface ScreenWatch {
  readonly latest: () => ScreenSnapshot | null;
  /** Resolves with the first snapshot, from now on or at hand, that fits; rejects when time is up. */
  readonly until: (
    fits: (snapshot: ScreenSnapshot) => boolean,
    withinMs: number,
  ) => Promise<ScreenSnapshot>;
  readonly close: () => void;
}

/** `onSnapshot` hears of each one that is newer than the last (`revision`). */
export function watchScreen(
  origin: string,
  token: string,
  onSnapshot: (snapshot: ScreenSnapshot) => void = () => {},
): ScreenWatch {
  const socket: Socket<ScreenServerEvents, ScreenClientEvents> = io(origin + SCREEN_NAMESPACE, {
    auth: { protocol: PROTOCOL_VERSION, token } satisfies ScreenAuth,
    transports: ['websocket'],
    forceNew: true,
  });
  const waiting = new Set<(snapshot: ScreenSnapshot) => void>();
  let latest: ScreenSnapshot | null = null;
  socket.on('snapshot', (snapshot) => {
    if (latest !== null && snapshot.revision < latest.revision) return;
    latest = snapshot;
    onSnapshot(snapshot);
    for (const look of waiting) look(snapshot);
  });
  return {
    latest: () => latest,
    until: (fits, withinMs) =>
      new Promise((resolve, reject) => {
        if (latest !== null && fits(latest)) return resolve(latest);
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error('the screen did not show what was waited for'));
        }, withinMs);
        const look = (snapshot: ScreenSnapshot): void => {
          if (!fits(snapshot)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(snapshot);
        };
        waiting.add(look);
      }),
    close: () => socket.disconnect(),
  };
}

/** Ballots in the box as the screen tells it, in all. */
export function shownReturned(snapshot: ScreenSnapshot | null): number {
  return snapshot?.groups.reduce((sum, { returned }) => sum + returned, 0) ?? 0;
}
