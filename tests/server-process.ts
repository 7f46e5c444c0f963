import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const MAIN = join(import.meta.dirname, '..', 'server', 'main.ts');

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A command line, and how to wrap it into another program. */
export type Command = readonly [program: string, ...args: string[]];
export type Wrap = (command: Command) => Command;

/** The server as people start it: a process of its own, which can be killed. */
export class ServerProcess {
  readonly #child: Child;
  #said = '';
  #complained = '';

  /** `wrap` may put its command line into another program that becomes the server. */
  constructor(
    folder: string,
    environment: Readonly<Record<string, string>> = {},
    wrap: Wrap = (command) => command,
  ) {
    const [program, ...args] = wrap([process.execPath, MAIN]);
    this.#child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'error', ...environment },
    });
    this.#child.stdout.on('data', (text) => {
      this.#said += text;
    });
    this.#child.stderr.on('data', (text) => {
      this.#complained += text;
    });
  }

  get id(): number {
    return this.#child.pid as number;
  }

  /** What it printed for people, so far. */
  get said(): string {
    return this.#said;
  }

  /** What it wrote to its log, so far. */
  get complained(): string {
    return this.#complained;
  }

  /** Resolves with its address once it listens; rejects when it ended instead. */
  async listening(): Promise<string> {
    for (;;) {
      const url = /手机访问地址：\n {2}(\S+?)（/.exec(this.#said)?.[1];
      if (url !== undefined) return url.replace('localhost', '127.0.0.1');
      if (this.#child.exitCode !== null) throw new Error(`did not start: ${this.#complained}`);
      await Promise.race([once(this.#child.stdout, 'data'), once(this.#child, 'close')]);
    }
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | string | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) await once(this.#child, 'close');
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  kill(signal: NodeJS.Signals): Promise<number | string | null> {
    this.#child.kill(signal);
    return this.ended();
  }
}
