import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from './free-port.ts';
import { pathOf, REDIS_SERVER, requirePrograms } from './required-programs.ts';

/** As an official vote needs it; a test may say otherwise for some of them. */
const SETTINGS = {
  appendonly: 'yes',
  appendfsync: 'always',
  save: '',
  'slowlog-log-slower-than': '-1',
} as const;

export type RedisSettings = Readonly<Record<string, string>>;

const PATIENCE_MS = 20_000;

/** A real Redis of its own on a free port of this machine, with a folder that outlives its process. */
export class RedisServer {
  readonly folder: string;
  readonly port: number;
  readonly #settings: RedisSettings;
  #process: ChildProcess | null = null;

  constructor(port: number, settings: RedisSettings = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'pingyi-redis-'));
    this.port = port;
    this.#settings = { ...SETTINGS, ...settings };
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get id(): number {
    return this.#process?.pid as number;
  }

  /** Resolves once it answers. The same port and folder after each stop; other settings stay. */
  async start(settings: RedisSettings = {}): Promise<void> {
    requirePrograms([REDIS_SERVER]);
    const all = { ...this.#settings, ...settings };
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    for (const [name, value] of Object.entries(all)) args.push(`--${name}`, value);
    const child = spawn(pathOf(REDIS_SERVER), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    this.#process = child;
    const patience = Date.now() + PATIENCE_MS;
    while (!said.includes('Ready to accept connections')) {
      if (child.exitCode !== null || Date.now() > patience)
        throw new Error(`redis-server did not start: ${said}`);
      await setTimeout(20);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill(signal);
    await once(child, 'close');
  }

  async ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function startRedis(settings: RedisSettings = {}): Promise<RedisServer> {
  const server = new RedisServer(await freePort(), settings);
  await server.start();
  return server;
}

/** Three masters without replicas, as few as Redis Cluster allows. */
export async function startRedisCluster(settings: RedisSettings = {}): Promise<RedisServer[]> {
  const nodes: RedisServer[] = [];
  for (let number = 0; number < 3; number++) {
    const port = await freePort();
    const busPort = await freePort();
    nodes.push(
      new RedisServer(port, {
        'cluster-enabled': 'yes',
        'cluster-port': String(busPort),
        'cluster-node-timeout': '2000',
        ...settings,
      }),
    );
  }
  await Promise.all(nodes.map((node) => node.start()));
  await joinCluster(nodes);
  return nodes;
}

const SLOTS = 16_384;

async function joinCluster(nodes: readonly RedisServer[]): Promise<void> {
  const [first] = nodes as [RedisServer];
  const share = Math.ceil(SLOTS / nodes.length);
  for (const [index, node] of nodes.entries()) {
    const [from, to] = [index * share, Math.min((index + 1) * share, SLOTS) - 1];
    await node.ask('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
    await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (node !== first)
      await node.ask('CLUSTER', 'MEET', '127.0.0.1', String(first.port), await busPortOf(first));
  }
  const patience = Date.now() + PATIENCE_MS;
  for (const node of nodes)
    while (!knowsAllNodes(String(await node.ask('CLUSTER', 'INFO')))) {
      if (Date.now() > patience) throw new Error('the cluster did not come together');
      await setTimeout(50);
    }
}

/** Where no full coverage is asked for, the state alone is called good before that. */
function knowsAllNodes(information: string): boolean {
  return ['cluster_state:ok', `cluster_slots_ok:${SLOTS}`].every((fact) =>
    information.includes(fact),
  );
}

async function busPortOf(node: RedisServer): Promise<string> {
  const setting = (await node.ask('CONFIG', 'GET', 'cluster-port')) as Record<string, string>;
  return String(Object.values(setting)[0]);
}
