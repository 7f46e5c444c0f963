import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaddyProcess } from '../caddy-process.ts';
import { freePort } from '../free-port.ts';
import { ServerProcess } from '../server-process.ts';
import { type Answer, type Asked, ask } from './asked-once.ts';

const CERTIFICATE = join(import.meta.dirname, '..', 'certificate', 'certificate.pem');
const KEY = join(import.meta.dirname, '..', 'certificate', 'key.pem');

export const PASSWORD = 'correct horse';

interface DeploymentOptions {
  readonly scheme?: 'http' | 'https';
  /** Without one, each process has a store of its own, which tells them apart. */
  readonly redisUrl?: string;
}

/** Two processes of Pingyi, and the deployment's Caddy in front of them. */
export class CaddyDeployment {
  readonly #folder: string;
  readonly #servers: (ServerProcess | undefined)[] = [];
  readonly #ports: readonly number[];
  readonly #redisUrl: string;
  #caddy: CaddyProcess | null = null;
  readonly url: string;

  private constructor(folder: string, ports: readonly number[], url: string, redisUrl: string) {
    this.#folder = folder;
    this.#ports = ports;
    this.url = url;
    this.#redisUrl = redisUrl;
  }

  static async use(
    act: (deployment: CaddyDeployment) => Promise<void>,
    { scheme = 'http', redisUrl = '' }: DeploymentOptions = {},
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'pingyi-caddy-'));
    const ports = [await freePort(), await freePort()];
    const url = `${scheme}://127.0.0.1:${await freePort()}`;
    const deployment = new CaddyDeployment(folder, ports, url, redisUrl);
    try {
      await Promise.all(deployment.places.map((place) => deployment.start(place)));
      await deployment.#startCaddy();
      await act(deployment);
    } finally {
      await deployment.#stop();
      await rm(folder, { recursive: true, force: true });
    }
  }

  get caddy(): CaddyProcess {
    if (this.#caddy === null) throw new Error('Caddy is not running');
    return this.#caddy;
  }

  get places(): readonly number[] {
    return [...this.#ports.keys()];
  }

  /** Starts the process at this place, on the port that Caddy knows. */
  async start(place: number): Promise<void> {
    const server = new ServerProcess(join(this.#folder, String(place)), {
      PORT: String(this.#ports[place]),
      PUBLIC_URL: this.url,
      TRUST_PROXY: 'loopback',
      ORGANIZER_PASSWORD: PASSWORD,
      REDIS_URL: this.#redisUrl,
    });
    this.#servers[place] = server;
    await server.listening();
  }

  async kill(place: number, signal: NodeJS.Signals): Promise<void> {
    await this.#servers[place]?.kill(signal);
  }

  /** A process that neither dies nor answers. */
  stall(place: number): void {
    process.kill(this.#servers[place]?.id ?? 0, 'SIGSTOP');
  }

  resume(place: number): void {
    process.kill(this.#servers[place]?.id ?? 0, 'SIGCONT');
  }

  /** Asks Caddy. */
  ask(asked: Asked = {}): Promise<Answer> {
    return ask(this.url, asked);
  }

  /** Asks a process without Caddy. */
  askDirectly(place: number, asked: Asked = {}): Promise<Answer> {
    return ask(`http://127.0.0.1:${this.#ports[place]}`, asked);
  }

  async #startCaddy(): Promise<void> {
    const secure = this.url.startsWith('https:');
    this.#caddy = new CaddyProcess({
      publicUrl: this.url,
      // The last one is a process that was never started.
      upstreams: [...this.#ports, await freePort()].map((port) => `127.0.0.1:${port}`),
      folder: this.#folder,
      environment: {
        HTTP_PORT: String(await freePort()),
        ALIVE_PORT: String(await freePort()),
        SITE_TLS: secure ? `tls ${CERTIFICATE} ${KEY}` : '',
      },
    });
    await this.caddy.listening();
  }

  async #stop(): Promise<void> {
    await this.#caddy?.stop();
    for (const server of this.#servers) await server?.kill('SIGKILL');
  }
}
