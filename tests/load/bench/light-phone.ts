import { WebSocket } from 'ws';
import type { CastKey, MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import {
  type CastRequest,
  VOTER_NAMESPACE,
  type VoterAuth,
  type VoterStatus,
} from '../../../shared/protocol/voter.ts';

/**
 * A phone that speaks Engine.IO 4 and Socket.IO 5 in the plain text frames of a websocket, so that
 * thousands fit in one process and the generator of the load costs less than what it measures.
 */

const CONNECTED = `40${VOTER_NAMESPACE},`;
const EVENT = `42${VOTER_NAMESPACE},`;
const ANSWER = `43${VOTER_NAMESPACE},`;
const REFUSED = `44${VOTER_NAMESPACE},`;
const STATUS = `${EVENT}["status",`;
const PING = '2';
const PONG = '3';

export class LightPhone {
  readonly #socket: WebSocket;
  /** The latest status, unparsed: most are never looked at. */
  #status = '';
  #answered: ((answer: string) => void) | null = null;
  #heard = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Resolves once the namespace has let it in; rejects when it cannot come in. */
  static connect(origin: string, ticket: TicketSecret): Promise<LightPhone> {
    const address = `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
    const phone = new LightPhone(socket);
    const auth: VoterAuth = { protocol: PROTOCOL_VERSION, ticket };
    return new Promise((resolve, reject) => {
      const closed = (): void => reject(new Error('the connection closed before it was let in'));
      socket.once('error', reject);
      socket.once('close', closed);
      socket.on('message', (data) => {
        const frame = data.toString();
        if (frame.startsWith('0')) socket.send(CONNECTED + JSON.stringify(auth));
        else if (frame.startsWith(CONNECTED)) {
          socket.off('close', closed);
          resolve(phone);
        } else if (frame.startsWith(REFUSED)) reject(new Error(`refused: ${frame}`));
        else phone.#hear(frame);
      });
    });
  }

  #hear(frame: string): void {
    this.#heard += 1;
    if (frame === PING) this.#socket.send(PONG);
    else if (frame.startsWith(ANSWER)) this.#answered?.(frame);
    else if (frame.startsWith(STATUS)) this.#status = frame;
  }

  /** How many messages came so far: while it grows, the server is still telling. */
  heard(): number {
    return this.#heard;
  }

  /** What the server said last about the vote; null before it said anything. */
  status(): VoterStatus | null {
    if (this.#status === '') return null;
    return (JSON.parse(this.#status.slice(EVENT.length)) as [string, VoterStatus])[1];
  }

  /** Sends what `castFrame` made. `answered` hears whether it was accepted. */
  send(frame: string, answered: (accepted: boolean) => void): void {
    this.#answered = (answer) => {
      this.#answered = null;
      answered(answer.includes('"ok":true'));
    };
    this.#socket.send(frame);
  }

  leave(): void {
    this.#socket.terminate();
  }
}

/** A cast as it travels, made beforehand so that making it is in no measurement. */
export function castFrame(meeting: MeetingId, round: number, key: CastKey, cells: number): string {
  const marks = Array.from({ length: cells }, (_, cell) => (cell + key.charCodeAt(0)) % 4);
  const request: CastRequest = { meeting, round, key, marks };
  return `${EVENT}0${JSON.stringify(['cast', request])}`;
}
