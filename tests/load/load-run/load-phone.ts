import { newCastKey } from '../../../client-voter/cast-key.ts';
import type { CastAnswer, CastRequest, VoterStatus } from '../../../shared/protocol/voter.ts';
import { readCastAnswer, readPaper, readStatus } from '../voter-frames.ts';
import type { VoterSocketAddress } from '../voter-socket.ts';
import { Asking } from './asking.ts';
import { actAt, machineNow } from './clock.ts';
import type { Knowledge } from './knowledge.ts';
import { type Notes, noteError } from './notes.ts';
import { PhoneLine } from './phone-line.ts';
import type { PhonePlan } from './scenario.ts';

export interface PhoneErrand {
  readonly address: VoterSocketAddress;
  readonly meeting: number;
  readonly group: number;
  readonly plan: PhonePlan;
  readonly leaves: boolean;
}

/** A voter's phone as the server meets it: it does what the real page does, by a plan. */
export class LoadPhone {
  readonly errand: PhoneErrand;
  readonly #notes: Notes;
  readonly #line: PhoneLine;
  readonly #asking: Asking;
  #knowledge: Knowledge = { knows: 'nothing' };
  #meeting: CastRequest['meeting'] | null = null;
  #status: VoterStatus | null = null;
  /** Whether the connection of now has told the status. */
  #present = false;
  #awaySince = 0;
  #enteredAt: number | null = null;
  #votingBegan: number | null = null;
  #pressing = false;
  #request: CastRequest | null = null;

  constructor(errand: PhoneErrand, notes: Notes) {
    const trouble = (code: string) => noteError(notes, code);
    this.errand = errand;
    this.#notes = notes;
    this.#line = new PhoneLine(errand.address, {
      event: (name, payload) => this.#hear(name, payload),
      answer: (number, payload) => this.#asking.hear(number, readCastAnswer(payload)),
      lost: () => this.#lost(),
      refused: (code) => {
        this.#knowledge = { knows: 'refusal' };
        trouble(code);
      },
      trouble,
    });
    this.#asking = new Asking({
      send: (frame) => this.#line.send(frame),
      renew: () => {
        this.#lost();
        this.#line.renew();
      },
      trouble,
    });
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  get hasEntered(): boolean {
    return this.#enteredAt !== null;
  }

  get isPresent(): boolean {
    return this.#present;
  }

  arrive(): void {
    this.#awaySince = machineNow();
    this.#line.renew();
  }

  /** From `moment` on 提交 is pressed as the plan says. */
  voteFrom(moment: number): void {
    this.#votingBegan = moment;
    this.#planToPress();
  }

  /** The Wi-Fi goes, and comes back. */
  drop(): void {
    this.#line.drop();
  }

  leave(): void {
    this.#present = false;
    this.#asking.end();
    this.#line.leave();
  }

  /**
   * [CAST-3] Asks for the same cast once more, under the same key, whatever is known of it. Resolves
   * with the first definite answer; null where nothing was ever cast.
   */
  askOnceMore(): Promise<CastAnswer | null> {
    const request = this.#request;
    if (request === null) return Promise.resolve(null);
    return new Promise((settle) => {
      this.#asking.begin(request, settle);
      if (!this.#present) this.arrive();
    });
  }

  #hear(name: string, payload: string): void {
    if (name === 'paper') this.#meeting = readPaper(payload).meeting;
    if (name !== 'status') return;
    const status = readStatus(payload);
    if (this.#present) this.#noteChange(this.#status, status);
    this.#status = status;
    if (!this.#present) this.#enter();
    this.#press();
  }

  #noteChange(before: VoterStatus | null, { phase }: VoterStatus): void {
    if (before?.phase === phase || (phase !== 'open' && phase !== 'closed')) return;
    this.#notes.heard[phase].push({ meeting: this.errand.meeting, at: machineNow() });
  }

  #enter(): void {
    const now = machineNow();
    const isFirst = this.#enteredAt === null;
    (isFirst ? this.#notes.arrivals : this.#notes.returns).push(now - this.#awaySince);
    this.#present = true;
    this.#asking.present();
    if (!isFirst) return;
    this.#enteredAt = now;
    this.#planToPress();
  }

  #lost(): void {
    if (this.#present) this.#awaySince = machineNow();
    this.#present = false;
    this.#asking.absent();
  }

  #planToPress(): void {
    if (this.#enteredAt === null || this.#votingBegan === null) return;
    const { thinks, submitsAfter } = this.errand.plan;
    actAt(Math.max(this.#enteredAt + thinks, this.#votingBegan + submitsAfter), () => {
      this.#pressing = true;
      this.#press();
    });
  }

  /** The button is there once the page has been told that voting is open. */
  #press(): void {
    if (!this.#pressing || this.#request !== null || this.#status?.phase !== 'open') return;
    if (this.#meeting === null) return;
    const { round } = this.#status;
    const { marks } = this.errand.plan;
    this.#request = { meeting: this.#meeting, round, key: newCastKey(crypto), marks };
    this.#knowledge = { knows: 'unknown' };
    const sentAt = machineNow();
    this.#asking.begin(this.#request, (answer) => this.#settle(answer, sentAt));
  }

  #settle(answer: CastAnswer, sentAt: number): void {
    if (!answer.ok) {
      this.#knowledge = { knows: 'refusal' };
      return;
    }
    const { meeting, leaves } = this.errand;
    this.#knowledge = { knows: 'receipt', receipt: answer.receipt };
    this.#notes.receipts.push({ meeting, sentAt, answeredAt: machineNow() });
    if (leaves) this.leave();
  }
}
