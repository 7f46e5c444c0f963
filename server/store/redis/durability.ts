import type { RedisNode } from './nodes.ts';

/** Why a Redis may lose what it has acknowledged; words for the operator, in Chinese. */
export type Weakness = string;

/**
 * [CAST-2] Asks a node for everything that a promise to a voter rests on. Redis answers a command
 * after the append-only file is flushed to the disk, if it is set up so; nothing weaker will do.
 */
export async function weaknessesOf(node: RedisNode): Promise<readonly Weakness[]> {
  const [settings, replication] = await Promise.all([readSettings(node), information(node)]);
  const wrong: Weakness[] = [];
  const demand = (name: string, value: string) => {
    if (settings.get(name) !== value) wrong.push(`${name} 应为 ${value}`);
  };
  demand('appendonly', 'yes');
  demand('appendfsync', 'always');
  demand('no-appendfsync-on-rewrite', 'no');
  // Also while there is no limit to the memory: one may be set, and what is counted for the sake of
  // eviction is written to the files and tells when a key was asked for (SECRET-2).
  demand('maxmemory-policy', 'noeviction');
  // A replica that takes over may lack what its master had acknowledged.
  if (Number(/connected_slaves:(\d+)/.exec(replication)?.[1] ?? 0) > 0)
    wrong.push('不应有会自动接替的从节点');
  return wrong;
}

async function information(node: RedisNode): Promise<string> {
  return String(await node.ask(['INFO', 'replication']));
}

/** A Redis that does not tell its settings cannot be relied on. A map in RESP 3. */
async function readSettings(node: RedisNode): Promise<ReadonlyMap<string, string>> {
  const settings = await node.ask([
    'CONFIG',
    'GET',
    'appendonly',
    'appendfsync',
    'no-appendfsync-on-rewrite',
    'maxmemory-policy',
  ]);
  const entries = Object.entries((settings ?? {}) as Record<string, unknown>);
  return new Map(entries.map(([name, value]) => [name, String(value)]));
}
