import { castStep } from '../../../client-voter/cast-step.ts';
import { reconnectDelayMs } from '../../../client-voter/reconnection.ts';
import type { CastAnswer, CastRequest } from '../../../shared/protocol/voter.ts';
import { castFrame } from '../voter-frames.ts';

/** What is asked until there is a definite answer. */
interface Question {
  readonly request: CastRequest;
  /** Answers to earlier numbers belong to an earlier question. */
  readonly firstNumber: number;
  readonly settle: (answer: CastAnswer) => void;
}

export interface AskingParts {
  readonly send: (frame: string) => void;
  /** A connection that is silent may be dead without knowing it. */
  readonly renew: () => void;
  readonly trouble: (code: string) => void;
}

const ANSWER_WITHIN_MS = 8000;

/** [CAST-4] Casts, and casts again with the same key after silence, as the real page does. */
export class Asking {
  readonly #parts: AskingParts;
  #question: Question | null = null;
  #present = false;
  #number = 0;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** Replaces what was asked before. `settle` hears the first definite answer, once. */
  begin(request: CastRequest, settle: Question['settle']): void {
    this.#question = { request, settle, firstNumber: this.#number + 1 };
    this.#failures = 0;
    this.#ask();
  }

  /** The connection can carry a question now. */
  present(): void {
    this.#present = true;
    this.#ask();
  }

  absent(): void {
    this.#present = false;
    clearTimeout(this.#timer);
  }

  /** Nothing is asked any more. */
  end(): void {
    this.absent();
    this.#question = null;
  }

  hear(number: number, answer: CastAnswer): void {
    const question = this.#question;
    if (question === null || number < question.firstNumber) return;
    clearTimeout(this.#timer);
    if (!answer.ok) this.#parts.trouble(answer.code);
    const { step } = castStep(answer);
    if (step === 'askAgain' || step === 'waitForStorage') this.#askLater();
    else {
      this.#question = null;
      question.settle(answer);
    }
  }

  #ask(): void {
    if (this.#question === null || !this.#present) return;
    this.#number += 1;
    this.#parts.send(castFrame(this.#number, this.#question.request));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#parts.trouble('no_answer');
      this.#parts.renew();
    }, ANSWER_WITHIN_MS);
  }

  #askLater(): void {
    this.#timer = setTimeout(() => this.#ask(), reconnectDelayMs(this.#failures, Math.random()));
    this.#failures += 1;
  }
}
