import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Marks } from '../shared/ballot.ts';
import type { CastKey } from '../shared/identifiers.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import {
  type CastAnswer,
  VOTER_NAMESPACE,
  type VoterClientEvents,
  type VoterPaper,
  type VoterServerEvents,
  type VoterStatus,
} from '../shared/protocol/voter.ts';
import type { Refusal } from '../shared/result.ts';
import { Inbox } from './inbox.ts';

/** Comes back at once: tests wait for events, never for time. */
export const QUICK_RECONNECTION = {
  forceNew: true,
  transports: ['websocket'],
  reconnectionDelay: 20,
  reconnectionDelayMax: 50,
};

export function newKey(): CastKey {
  return randomBytes(16).toString('hex') as CastKey;
}

/** A voter's phone as the server meets it: a real socket with a ticket. */
export class Phone {
  readonly socket: Socket<VoterServerEvents, VoterClientEvents>;
  readonly inbox: Inbox<VoterServerEvents>;
  #paper: VoterPaper | null = null;
  #status: VoterStatus | null = null;

  /** `options` of Socket.IO come last, such as another transport. */
  constructor(
    url: string,
    auth: unknown,
    headers: Record<string, string> = {},
    options: Parameters<typeof io>[1] = {},
  ) {
    this.socket = io(`${url}${VOTER_NAMESPACE}`, {
      ...QUICK_RECONNECTION,
      auth: auth as Record<string, unknown>,
      extraHeaders: headers,
      ...options,
    });
    this.inbox = new Inbox(this.socket);
    this.socket.on('paper', (paper) => {
      this.#paper = paper;
    });
    this.socket.on('status', (status) => {
      this.#status = status;
    });
  }

  /** Resolves when the phone has its ballot, status and ticket. */
  static async enter(url: string, ticket: string): Promise<Phone> {
    const phone = new Phone(url, { protocol: PROTOCOL_VERSION, ticket });
    await phone.inbox.until('ticket');
    return phone;
  }

  /** What the phone is told when it may not enter. */
  refusal(): Promise<Refusal> {
    return new Promise((resolve) => {
      this.socket.once('connect_error', (error) => {
        resolve((error as Error & { data: Refusal }).data);
      });
    });
  }

  /** Casts what is given, whatever it is. */
  send(request: unknown): Promise<CastAnswer> {
    return new Promise((resolve) => {
      this.socket.emit('cast', request as never, resolve);
    });
  }

  /** A well-formed cast in the meeting and round that the phone was told last. */
  cast(marks: Marks, key: CastKey = newKey()): Promise<CastAnswer> {
    return this.send({ meeting: this.#paper?.meeting, round: this.#status?.round, key, marks });
  }

  leave(): void {
    this.socket.disconnect();
  }
}
