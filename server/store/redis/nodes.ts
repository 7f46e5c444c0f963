import { createClient, createCluster, RESP_TYPES } from 'redis';

export type Argument = string | Buffer;

/** One Redis process that takes writes. */
export interface RedisNode {
  readonly address: string;
  readonly ask: (command: readonly Argument[]) => Promise<unknown>;
}

/** A single Redis or a cluster of them, in one manner. Texts in replies are buffers. */
export interface RedisNodes {
  /** Where `key` is. Rejects with whatever the client says: see failures.ts. */
  readonly send: (key: string, command: readonly Argument[]) => Promise<unknown>;
  readonly all: () => Promise<readonly RedisNode[]>;
  readonly of: (key: string) => Promise<Pick<RedisNode, 'ask'>>;
  /** Messages may come several times, once by each node. */
  readonly subscribe: (channel: string, heard: (message: Buffer) => void) => Promise<void>;
  readonly close: () => Promise<void>;
  /** At once, leaving what is under way unanswered. */
  readonly destroy: () => void;
}

export interface NodeEvents {
  /** A connection was made, for the first time or anew, and nothing was sent over it yet. */
  readonly ready: () => void;
  /** A connection broke or could not be made; it is tried again until `close`. */
  readonly failed: (error: unknown) => void;
}

/** The cluster was reached, but not all of its nodes; the client connects to all of them or to none. */
export class NodesAway extends Error {
  override readonly name = 'NodesAway';
  readonly addresses: readonly string[];

  constructor(addresses: readonly string[], cause: unknown) {
    super(`nodes of the cluster are out of reach: ${addresses.join(', ')}`, { cause });
    this.addresses = addresses;
  }
}

const CONNECT_MS = 3000;
const LONGEST_WAIT_MS = 1000;
const TEXTS_AS_BUFFERS = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } } as const;

/** Doubling, and different for each process, so that a Redis that comes back is not stormed. */
function reconnectDelayMs(retries: number): number {
  return Math.random() * Math.min(LONGEST_WAIT_MS, 50 * 2 ** Math.min(retries, 10));
}

/**
 * Commands are never kept for later: what cannot be sent now is refused now, so that nothing takes
 * place after somebody was told that it did not.
 */
function clientOptions() {
  return {
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: reconnectDelayMs },
  } as const;
}

/**
 * `url` is of the single Redis or of any node of a cluster. Resolves once connected, and tries until
 * then, or until it is told to give up.
 */
export async function connectNodes(
  url: string,
  events: NodeEvents,
  giveUp: AbortSignal,
): Promise<RedisNodes> {
  const client = plainClient(url, events);
  const end = () => client.destroy();
  giveUp.addEventListener('abort', end, { once: true });
  await client.connect();
  const information = String(await client.sendCommand(['INFO', 'cluster']));
  giveUp.removeEventListener('abort', end);
  if (!information.includes('cluster_enabled:1')) return singleNode(client, url);
  client.destroy();
  return clusterNodes(url, events, giveUp);
}

function plainClient(url: string, events: NodeEvents) {
  const client = createClient({ url, ...clientOptions() });
  client.on('ready', events.ready);
  client.on('error', events.failed);
  return client;
}

type Client = ReturnType<typeof plainClient>;

function singleNode(client: Client, url: string): RedisNodes {
  const node: RedisNode = {
    address: new URL(url).host,
    ask: (command) => client.sendCommand([...command], TEXTS_AS_BUFFERS),
  };
  const listener = subscriber(url);
  return {
    send: (_key, command) => node.ask(command),
    all: async () => [node],
    of: async () => node,
    subscribe: listener.subscribe,
    close: async () => {
      listener.destroy();
      await client.close();
    },
    destroy: () => {
      listener.destroy();
      client.destroy();
    },
  };
}

/** A connection of its own, which takes up its subscriptions by itself when it was lost. */
function subscriber(url: string) {
  const client = createClient({ url, ...clientOptions(), disableOfflineQueue: false });
  // What is missed meanwhile is found by looking: see notices.ts.
  client.on('error', () => undefined);
  const connected = client.connect();
  // Nobody may have subscribed yet when it is given up.
  connected.catch(() => undefined);
  return {
    subscribe: async (channel: string, heard: (message: Buffer) => void) => {
      await connected;
      await client.subscribe(channel, heard, true);
    },
    destroy: () => client.destroy(),
  };
}

async function clusterNodes(
  url: string,
  events: NodeEvents,
  giveUp: AbortSignal,
): Promise<RedisNodes> {
  const { username, password, protocol } = new URL(url);
  const cluster = createCluster({
    rootNodes: [{ url }],
    defaults: {
      ...clientOptions(),
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' ? { socket: { ...clientOptions().socket, tls: true } } : {}),
    },
  });
  cluster.on('node-ready', events.ready);
  cluster.on('node-error', events.failed);
  cluster.on('error', events.failed);
  let away: readonly string[] = [];
  const end = () => {
    const missing = cluster.masters.filter(({ client }) => client?.isReady !== true);
    away = missing.map(({ address }) => address);
    cluster.destroy();
  };
  giveUp.addEventListener('abort', end, { once: true });
  await cluster.connect().catch((error) => {
    throw away.length === 0 ? error : new NodesAway(away, error);
  });
  giveUp.removeEventListener('abort', end);
  const nodeOf = async (master: (typeof cluster.masters)[number]): Promise<RedisNode> => ({
    address: master.address,
    ask: async (command) => {
      const client = await cluster.nodeClient(master);
      return client.sendCommand([...command], TEXTS_AS_BUFFERS);
    },
  });
  return {
    // Never by a replica: what is read must be what was written last.
    send: (key, command) => cluster.sendCommand(key, false, [...command], TEXTS_AS_BUFFERS),
    all: () => Promise.all(cluster.masters.map(nodeOf)),
    of: async (key) => {
      const client = await cluster.getNodeClientForKey(key);
      return { ask: (command) => client.sendCommand([...command], TEXTS_AS_BUFFERS) };
    },
    subscribe: (channel, heard) => cluster.subscribe(channel, heard, true),
    close: () => cluster.close(),
    destroy: () => cluster.destroy(),
  };
}
