import { io, type Socket } from 'socket.io-client';
import {
  SCREEN_NAMESPACE,
  type ScreenClientEvents,
  type ScreenServerEvents,
} from '../shared/protocol/screen.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import { Inbox } from './inbox.ts';
import { QUICK_RECONNECTION } from './phone.ts';

/** A projection as the server meets it. */
export class ScreenViewer {
  readonly socket: Socket<ScreenServerEvents, ScreenClientEvents>;
  readonly inbox: Inbox<ScreenServerEvents>;

  constructor(url: string, token: string) {
    const auth = { protocol: PROTOCOL_VERSION, token };
    this.socket = io(`${url}${SCREEN_NAMESPACE}`, { ...QUICK_RECONNECTION, auth });
    this.inbox = new Inbox(this.socket);
  }

  static async enter(url: string, token: string): Promise<ScreenViewer> {
    const screen = new ScreenViewer(url, token);
    await screen.inbox.until('snapshot');
    return screen;
  }

  leave(): void {
    this.socket.disconnect();
  }
}
