import { openingLimitMs, reconnectDelayMs } from '../../../client-voter/reconnection.ts';
import type { Code } from '../../../shared/protocol/codes.ts';
import { openVoterSocket, type VoterSocket, type VoterSocketAddress } from '../voter-socket.ts';

export interface PhoneLineListener {
  readonly event: (name: string, payload: string) => void;
  readonly answer: (number: number, payload: string) => void;
  readonly lost: () => void;
  /** The ticket will not be let in; no further attempt is made. */
  readonly refused: (code: Code) => void;
  /** Something that no voter should meet: a connection that failed or ended by itself. */
  readonly trouble: (code: string) => void;
}

/** Refusals that say nothing about the ticket: the server is there again in a moment. */
const PASSING: ReadonlySet<Code> = new Set(['storage_unavailable', 'internal']);

/**
 * A connection that comes back by itself, with the delays and limits of the real page. Websockets
 * only: the page tries polling as well where they are blocked.
 */
export class PhoneLine {
  readonly #address: VoterSocketAddress;
  readonly #listener: PhoneLineListener;
  #socket: VoterSocket | null = null;
  #admitted = false;
  #failures = 0;
  #websocketsWork = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(address: VoterSocketAddress, listener: PhoneLineListener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** Connects at once; what there was has fallen silent or never was. */
  renew(): void {
    this.#websocketsWork = false;
    this.#connect();
  }

  #connect(): void {
    this.leave();
    const socket = openVoterSocket(this.#address, {
      opened: () => this.#ifCurrent(socket, () => clearTimeout(this.#timer)),
      admitted: () => this.#ifCurrent(socket, () => this.#admit()),
      refused: (code) => this.#ifCurrent(socket, () => this.#refused(code)),
      event: (...event) => this.#ifCurrent(socket, () => this.#listener.event(...event)),
      answer: (...answer) => this.#ifCurrent(socket, () => this.#listener.answer(...answer)),
      closed: (error) => this.#ifCurrent(socket, () => this.#closed(error)),
    });
    this.#socket = socket;
    this.#timer = setTimeout(
      () => {
        this.#listener.trouble('opening_timed_out');
        this.#lose();
      },
      openingLimitMs(this.#failures, this.#websocketsWork),
    );
  }

  send(frame: string): void {
    this.#socket?.send(frame);
  }

  /** The Wi-Fi goes: whatever there is is lost without a word, and comes back after a while. */
  drop(): void {
    if (this.#socket !== null) this.#lose();
  }

  /** The end, until `renew`. */
  leave(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#admitted = false;
    socket?.drop();
  }

  /** What a connection says that was left already is nobody's business. */
  #ifCurrent(socket: VoterSocket, act: () => void): void {
    if (socket === this.#socket) act();
  }

  #admit(): void {
    this.#admitted = true;
    this.#failures = 0;
    this.#websocketsWork = true;
  }

  #refused(code: Code): void {
    if (PASSING.has(code)) {
      this.#listener.trouble(code);
      this.#lose();
    } else {
      this.leave();
      this.#listener.refused(code);
    }
  }

  #closed(error: string | null): void {
    this.#listener.trouble(error ?? 'connection_closed');
    this.#lose();
  }

  #lose(): void {
    if (!this.#admitted) this.#failures += 1;
    this.leave();
    this.#listener.lost();
    this.#timer = setTimeout(
      () => this.#connect(),
      reconnectDelayMs(this.#failures, Math.random()),
    );
  }
}
