import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '../server/app.ts';
import { chooseStore } from '../server/choose-store.ts';
import { type Configuration, readConfiguration } from '../server/configuration.ts';
import type { SignInTokens, Store } from '../server/store/store.ts';
import type { VotingParts } from '../server/voting/parts.ts';

export interface ServerOptions {
  /** Environment variables beside those that every test server has. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  /** Puts something between the server and its store, such as a disk that fails. */
  readonly around?: (store: Store) => Store;
  /** Log lines of level error fail the test unless it provokes them. */
  readonly failuresExpected?: boolean;
}

interface Running {
  readonly app: App;
  readonly parts: VotingParts;
  readonly signInTokens: SignInTokens;
}

/**
 * A real server on a free port of this machine, with a folder of its own. Stands for its parts too:
 * those of the server that runs now, whichever start it is.
 */
export class ServerUnderTest implements VotingParts {
  readonly folder: string;
  /** Every line of the log so far, of all starts. */
  readonly log: { readonly level: number; readonly msg: string }[] = [];
  readonly #options: ServerOptions;
  #running: Running | null = null;
  #port = 0;

  constructor(folder: string, options: ServerOptions) {
    this.folder = folder;
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get databaseFile(): string {
    return join(this.folder, 'pingyi.db');
  }

  get app(): App {
    return this.#now().app;
  }

  /** For acts that a test does not want to go through HTTP for. */
  get parts(): VotingParts {
    return this.#now().parts;
  }

  get store(): Store {
    return this.parts.store;
  }

  get signInTokens(): SignInTokens {
    return this.#now().signInTokens;
  }

  get now(): () => number {
    return this.parts.now;
  }

  get randomBytes(): (size: number) => Uint8Array {
    return this.parts.randomBytes;
  }

  /** The same port after each stop, so that whoever was connected finds it again. */
  async start(): Promise<void> {
    const { around = (store) => store, now = Date.now } = this.#options;
    const logger = pino({ level: 'info' }, { write: (line) => this.#keep(line) });
    const configuration = this.#configuration();
    const report = (error: unknown) => logger.error({ err: error }, 'unexpected failure');
    const chosen = await chooseStore(configuration, report);
    const { signInTokens } = chosen;
    const store = around(chosen.store);
    const parts: VotingParts = { store, now, randomBytes };
    const app = await createApp({
      ...parts,
      signInTokens,
      configuration,
      certificate: null,
      logger,
    });
    this.#running = { app, parts, signInTokens };
    await app.listen();
    const address = app.fastify.server.address();
    this.#port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  async stop(): Promise<void> {
    await this.#running?.app.close();
    this.#running = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  #now(): Running {
    if (this.#running === null) throw new Error('the server under test is not running');
    return this.#running;
  }

  #keep(line: string): void {
    this.log.push(JSON.parse(line));
  }

  #configuration(): Configuration {
    const read = readConfiguration({
      PORT: String(this.#port),
      HOST: '127.0.0.1',
      DATA_DIR: this.folder,
      ...this.#options.environment,
    });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    return read.configuration;
  }
}

/** Starts a server for one test and clears everything away after it, whatever happened. */
export async function withApp(
  use: (server: ServerUnderTest) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-'));
  const server = new ServerUnderTest(folder, options);
  try {
    await server.start();
    await use(server);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const failures = server.log.filter(({ level }) => level >= (pino.levels.values.error ?? 50));
  if (failures.length > 0 && options.failuresExpected !== true)
    throw new Error(`the server logged failures: ${JSON.stringify(failures)}`);
}
