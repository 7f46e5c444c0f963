import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CADDY, pathOf } from './required-programs.ts';

const DEPLOY = join(import.meta.dirname, '..', 'deploy');
const CADDYFILE = join(DEPLOY, 'Caddyfile');
const LONGEST_START_MS = 20_000;

export interface CaddyOptions {
  /** With a free port: what it listens on. */
  readonly publicUrl: string;
  /** `host:port` of every process there may be. */
  readonly upstreams: readonly string[];
  /** For what it keeps. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The real Caddy with the Caddyfile of the deployment. */
export class CaddyProcess {
  readonly #child: ChildProcess;
  readonly #publicUrl: URL;
  #said = '';

  constructor({ publicUrl, upstreams, folder, environment = {} }: CaddyOptions) {
    this.#publicUrl = new URL(publicUrl);
    this.#child = spawn(pathOf(CADDY), ['run', '--adapter', 'caddyfile', '--config', CADDYFILE], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PUBLIC_URL: publicUrl,
        APP_UPSTREAMS: upstreams.join(' '),
        SITE_TLS: '',
        PAGES: DEPLOY,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        ...environment,
      },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (text) => {
        this.#said += text;
      });
  }

  /** All that it logged so far. */
  get said(): string {
    return this.#said;
  }

  /** Resolves once it takes connections; rejects when it ended instead. */
  async listening(): Promise<void> {
    const { hostname, port } = this.#publicUrl;
    const deadline = Date.now() + LONGEST_START_MS;
    while (!(await takesConnections(hostname, Number(port)))) {
      if (this.#child.exitCode !== null || Date.now() > deadline)
        throw new Error(`Caddy did not start: ${this.#said}`);
      await setTimeout(50);
    }
  }

  /** Repeating does nothing. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'close');
  }
}

async function takesConnections(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
