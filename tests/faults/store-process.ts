import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Wrap } from '../server-process.ts';
import type { Answer, Look, Order, Report } from './store-orders.ts';

const CHILD = fileURLToPath(new URL('store-child.ts', import.meta.url));

export interface StoreFiles {
  readonly file: string;
  /** Where `fill` puts what takes all the room. */
  readonly ballast?: string;
}

/** A store in a process of its own, from the side of the test; gone when the test is over. */
export class StoreProcess {
  /** Numbers of the ballots that a `storm` was told to be in the box. */
  readonly acknowledged: number[] = [];
  readonly #child: ChildProcess;
  readonly #answers: Answer[] = [];
  #wake: () => void = () => undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (report: Report) => {
      if ('acknowledged' in report) this.acknowledged.push(report.acknowledged);
      else this.#answers.push(report.answer);
      this.#wake();
    });
    child.on('exit', () => this.#wake());
    onTestFinished(() => this.kill());
  }

  /** Does not wait for the store to be open. */
  static begin(files: StoreFiles, wrap: Wrap = (command) => command): StoreProcess {
    const [program, ...args] = wrap([process.execPath, CHILD, files.file, files.ballast ?? '']);
    return new StoreProcess(
      spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    );
  }

  /** Resolves once the store is open. */
  static async start(files: StoreFiles, wrap?: Wrap): Promise<StoreProcess> {
    const started = StoreProcess.begin(files, wrap);
    await started.#answer();
    return started;
  }

  get id(): number {
    return this.#child.pid as number;
  }

  async order(order: Order): Promise<Answer> {
    this.tell(order);
    return this.#answer();
  }

  /** Does not wait for the answer. */
  tell(order: Order): void {
    this.#child.send(order);
  }

  async look(): Promise<Look> {
    return (await this.order({ order: 'look' })) as Look;
  }

  async cast(from: number, many: number, wave: number): Promise<readonly string[]> {
    return (await this.order({ order: 'cast', from, many, wave })) as readonly string[];
  }

  /** Resolves once so many ballots were acknowledged. */
  async acknowledges(many: number): Promise<void> {
    while (this.acknowledged.length < many) await this.#news();
  }

  /** SIGKILL: the process gets to do nothing more. Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#hasEnded()) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #answer(): Promise<Answer> {
    while (this.#answers.length === 0) await this.#news();
    return this.#answers.shift() as Answer;
  }

  async #news(): Promise<void> {
    if (this.#hasEnded()) throw new Error('the process of the store has ended');
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}
