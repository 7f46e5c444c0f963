import type { CastKey, MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import type { VoterStatus } from '../../../shared/protocol/voter.ts';
import { castFrame, readCastAnswer, readStatus } from '../voter-frames.ts';
import { openVoterSocket, type VoterSocket } from '../voter-socket.ts';

/** A phone that stays connected, for measurements: whatever goes wrong with it ends them. */
export class LightPhone {
  readonly #socket: VoterSocket;
  /** The latest status, unparsed: most are never looked at. */
  #status = '';
  #answered: ((accepted: boolean) => void) | null = null;
  #heard = 0;

  private constructor(
    origin: string,
    ticket: TicketSecret,
    admitted: () => void,
    failed: (error: Error) => void,
  ) {
    this.#socket = openVoterSocket(
      { origin, ticket },
      {
        admitted,
        refused: (code) => failed(new Error(`refused: ${code}`)),
        event: (name, payload) => this.#hear(name, payload),
        answer: (_number, payload) => this.#hearAnswer(payload),
        closed: (error) => failed(new Error(`the connection closed: ${error ?? 'by the server'}`)),
      },
    );
  }

  /** Resolves once the namespace has let it in; rejects when it cannot come in. */
  static connect(origin: string, ticket: TicketSecret): Promise<LightPhone> {
    return new Promise((resolve, reject) => {
      const phone: LightPhone = new LightPhone(origin, ticket, () => resolve(phone), reject);
    });
  }

  #hear(name: string, payload: string): void {
    this.#heard += 1;
    if (name === 'status') this.#status = payload;
  }

  #hearAnswer(payload: string): void {
    const answered = this.#answered;
    this.#answered = null;
    answered?.(readCastAnswer(payload).ok);
  }

  /** How many messages came so far: while it grows, the server is still telling. */
  heard(): number {
    return this.#heard;
  }

  /** What the server said last about the vote; null before it said anything. */
  status(): VoterStatus | null {
    return this.#status === '' ? null : readStatus(this.#status);
  }

  /** Sends what `castOf` made. `answered` hears whether it was accepted. */
  send(frame: string, answered: (accepted: boolean) => void): void {
    this.#answered = answered;
    this.#socket.send(frame);
  }

  leave(): void {
    this.#socket.drop();
  }
}

/** A cast as it travels, made beforehand so that making it is in no measurement. */
export function castOf(meeting: MeetingId, round: number, key: CastKey, cells: number): string {
  const marks = Array.from({ length: cells }, (_, cell) => (cell + key.charCodeAt(0)) % 4);
  return castFrame(0, { meeting, round, key, marks });
}
