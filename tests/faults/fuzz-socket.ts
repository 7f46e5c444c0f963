import type { Random } from '../load/seeded-random.ts';
import { RawSocket } from '../raw-socket.ts';
import { between, oneOf } from './fault-run.ts';
import { CANARY, type Json, mutateJson, mutateText, randomBytesOf } from './mutation.ts';

export interface SocketTarget {
  readonly url: string;
  /** Of a meeting in which nobody can cast at present. */
  readonly tickets: readonly string[];
  readonly screenToken: string;
  readonly cast: Json;
}

export interface SocketTurn {
  readonly inputs: readonly string[];
  readonly heard: readonly string[];
  /** Whether it had shown a ticket first. */
  readonly entered: boolean;
  /** False where the server has closed the line before it came to the question. */
  readonly answered: boolean;
}

/** How many inputs before the line is asked whether it lives. */
const INPUTS_A_TURN = 25;
const ASKED = 777;
const BREAKING = 0.02;

/** Speaks to the namespaces in real messages that were changed somewhere, and in nonsense. */
export class SocketFuzzer {
  readonly #target: SocketTarget;
  readonly #random: Random;

  constructor(target: SocketTarget, random: Random) {
    this.#target = target;
    this.#random = random;
  }

  /**
   * One connection, as many inputs as a turn has, and then a plain question. What the server said,
   * all of it; resolves when the question is answered or the server has closed the line.
   */
  async turn(): Promise<SocketTurn> {
    const raw = await RawSocket.open(this.#target.url);
    const closed = raw.ended();
    const entered = this.#random() < 0.7;
    if (entered) {
      raw.enter('/voter', { ticket: oneOf(this.#random, this.#target.tickets) });
      const isIn = (message: string) => message.startsWith('42/voter,["status"');
      await Promise.race([raw.until(isIn), closed]);
    }
    const inputs: string[] = [];
    for (let input = 0; input < INPUTS_A_TURN; input++) {
      const message = this.#message(entered);
      inputs.push(message.toString());
      raw.socket.send(message);
    }
    raw.socket.send(`42/voter,${ASKED}["cast",${JSON.stringify(this.#target.cast)}]`);
    const isAnswer = (message: string) => message.startsWith(`43/voter,${ASKED}[`);
    await Promise.race([raw.until(isAnswer), closed]);
    raw.socket.terminate();
    return { inputs, heard: raw.heard, entered, answered: raw.heard.some(isAnswer) };
  }

  /** Socket.IO ends the line of whoever enters twice, or speaks where he has not entered. */
  #message(entered: boolean): string | Buffer {
    const random = this.#random;
    // What breaks this level ends the line, so there is little of it in each turn.
    if (random() < BREAKING) return this.#breaking();
    if (!entered) return this.#anyKnock();
    return oneOf(random, [
      () => this.#event('/voter', 'cast', this.#target.cast),
      () => this.#event('/voter', 'cast', this.#target.cast),
      () => this.#event('/voter', oneOf(random, ['status', CANARY]), CANARY),
      () => this.#knock('/organizer', { meeting: CANARY, seen: 2 ** 40 }),
    ])();
  }

  #anyKnock(): string {
    const random = this.#random;
    return oneOf(random, [
      () => this.#knock('/voter', { ticket: oneOf(random, [CANARY, '0000000000000000']) }),
      () => this.#knock('/screen', { token: oneOf(random, [CANARY, this.#target.screenToken]) }),
      () => this.#knock('/organizer', { meeting: CANARY, seen: 2 ** 40 }),
    ])();
  }

  #breaking(): string | Buffer {
    const random = this.#random;
    return oneOf(random, [
      () => randomBytesOf(random, 300),
      () => this.#event('/screen', 'snapshot', { revision: 1e15 }),
      () => this.#event('/voter', 'disconnect', CANARY),
      () => `40/voter,${JSON.stringify(mutateJson(random, [CANARY]))}`,
      () => this.#knock(`/${CANARY}`, {}),
      () => `41/${oneOf(random, ['screen', 'organizer', CANARY])},`,
      () => mutateText(random, this.#event('/voter', 'cast', this.#target.cast)),
      () => mutateText(random, this.#knock('/voter', { ticket: CANARY })),
    ])();
  }

  #event(namespace: string, event: string, payload: Json): string {
    const random = this.#random;
    const id = random() < 0.7 ? String(between(random, 0, 500)) : '';
    const given = random() < 0.1 ? [event] : [event, mutateJson(random, payload)];
    return `42${namespace},${id}${JSON.stringify(given)}`;
  }

  #knock(namespace: string, auth: Json): string {
    const shown = mutateJson(this.#random, { ...(auth as object), protocol: 1 });
    // What is shown must be an object, or the line ends.
    const isObject = typeof shown === 'object' && shown !== null && !Array.isArray(shown);
    return `40${namespace},${JSON.stringify(isObject ? shown : { shown })}`;
  }
}
