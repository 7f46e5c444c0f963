import { io, type Socket } from 'socket.io-client';
import { openSession, SESSION_COOKIE } from '../server/entrance/sessions.ts';
import {
  ORGANIZER_NAMESPACE,
  type OrganizerClientEvents,
  type OrganizerServerEvents,
} from '../shared/protocol/organizer.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import { Inbox } from './inbox.ts';
import { QUICK_RECONNECTION } from './phone.ts';
import type { ServerUnderTest } from './server-under-test.ts';

/** The console's control page as the server meets it. */
export class ConsoleViewer {
  readonly socket: Socket<OrganizerServerEvents, OrganizerClientEvents>;
  readonly inbox: Inbox<OrganizerServerEvents>;

  /** `seen`: the highest revision that this console remembers (PHASE-7). */
  constructor(url: string, meeting: string, cookie: string, seen = 0) {
    this.socket = io(`${url}${ORGANIZER_NAMESPACE}`, {
      ...QUICK_RECONNECTION,
      auth: { protocol: PROTOCOL_VERSION, meeting, seen },
      extraHeaders: { cookie },
    });
    this.inbox = new Inbox(this.socket);
  }

  static async enter(server: ServerUnderTest, meeting: string): Promise<ConsoleViewer> {
    const viewer = new ConsoleViewer(server.url, meeting, await sessionCookie(server));
    await viewer.inbox.until('overview');
    return viewer;
  }

  leave(): void {
    this.socket.disconnect();
  }
}

export async function sessionCookie(server: ServerUnderTest): Promise<string> {
  return `${SESSION_COOKIE}=${await openSession(server.parts)}`;
}
