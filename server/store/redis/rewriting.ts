import { setTimeout } from 'node:timers/promises';
import { StorageUnavailable } from '../store.ts';
import type { RedisNode } from './nodes.ts';

const LOOK_EVERY_MS = 50;
/** A rewrite of everything that a Redis holds; what takes longer stays due. */
const REWRITE_MS = 10_000;
const UNDER_WAY = /already in progress|child process is active/;

type Node = Pick<RedisNode, 'ask'>;

/** The rewrite that runs, and the one that whoever comes meanwhile waits for together. */
interface Turns {
  running: Promise<void>;
  next: Promise<void> | null;
}

/**
 * Has the files of a Redis written anew. Many meetings may close in the same minute: those that ask
 * while a rewrite runs share the next, which begins after all of them have asked.
 */
export class Rewriting {
  readonly #turns = new Map<string, Turns>();

  /** Resolves once a rewrite that began after this call is done; rejects when it was not. */
  async rewrite(node: Node): Promise<void> {
    const turns = this.#turnsOf(await identityOf(node));
    turns.next ??= turns.running.then(() => {
      turns.next = null;
      const rewritten = rewriteFiles(node);
      turns.running = rewritten.catch(() => undefined);
      return rewritten;
    });
    return turns.next;
  }

  #turnsOf(identity: string): Turns {
    const known = this.#turns.get(identity) ?? { running: Promise.resolve(), next: null };
    this.#turns.set(identity, known);
    return known;
  }
}

/** Another after each start of that Redis. */
async function identityOf(node: Node): Promise<string> {
  const lines = String(await node.ask(['INFO', 'server'])).split('\r\n');
  return lines.find((line) => line.startsWith('run_id:')) ?? '';
}

async function rewriteFiles(node: Node): Promise<void> {
  const patience = AbortSignal.timeout(REWRITE_MS);
  if ((await settled(node, patience)).get('aof_enabled') === '1') {
    await rewrite(node, patience, ['BGREWRITEAOF'], 'aof_last_bgrewrite_status');
  }
  await rewrite(node, patience, ['BGSAVE'], 'rdb_last_bgsave_status');
}

async function rewrite(
  node: Node,
  patience: AbortSignal,
  command: readonly string[],
  status: string,
): Promise<void> {
  await begin(node, patience, command);
  if ((await settled(node, patience)).get(status) !== 'ok')
    throw new StorageUnavailable('REDIS_REWRITE', undefined);
}

/**
 * A rewrite that is under way may have read what was there before and does not count: the next one
 * does. Between looking and asking another process may begin one, which Redis then says.
 */
async function begin(node: Node, patience: AbortSignal, command: readonly string[]): Promise<void> {
  for (;;) {
    try {
      await node.ask(command);
      return;
    } catch (error) {
      if (patience.aborted || !(error instanceof Error && UNDER_WAY.test(error.message)))
        throw error;
    }
    await settled(node, patience);
  }
}

/** Once no file is being written by a background process. */
async function settled(node: Node, patience: AbortSignal): Promise<ReadonlyMap<string, string>> {
  for (;;) {
    const lines = String(await node.ask(['INFO', 'persistence'])).split('\r\n');
    const facts = new Map(lines.map((line) => line.split(':') as [string, string]));
    const busy = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'];
    if (busy.every((name) => facts.get(name) !== '1')) return facts;
    if (patience.aborted) throw new StorageUnavailable('REDIS_REWRITE', undefined);
    await setTimeout(LOOK_EVERY_MS);
  }
}
