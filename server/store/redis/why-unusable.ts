import { StorageUnavailable, StoreUnusable } from '../store.ts';
import type { Weakness } from './durability.ts';
import { isOutOfReach } from './failures.ts';
import { NodesAway } from './nodes.ts';

/** Why a Redis could not be opened, in words that say what to do; a fault of the program as it is. */
export function whyUnusable(url: string, error: unknown): unknown {
  if (error instanceof StorageUnavailable && error.cause instanceof StoreUnusable)
    return error.cause;
  if (error instanceof NodesAway) return unreachable(nodesAway(error), error);
  return isOutOfReach(error) ? unreachable(nobodyThere(url), error) : error;
}

function unreachable(message: string, cause: unknown): StoreUnusable {
  const unusable = new StoreUnusable('unreachable', message);
  unusable.cause = cause;
  return unusable;
}

function nobodyThere(url: string): string {
  return `无法连接 Redis（${URL.parse(url)?.host ?? ''}）：请检查环境变量 REDIS_URL、网络、密码，以及 Redis 是否已启动。`;
}

function nodesAway({ addresses }: NodesAway): string {
  return `Redis 集群中有节点无法连接（${addresses.join('，')}）：请启动这些节点，或检查网络。全部节点可用后，服务才能启动。`;
}

export function notDurable(weaknesses: readonly Weakness[]): StoreUnusable {
  return new StoreUnusable(
    'not_durable',
    `Redis 的设置可能丢失已收到的票：${weaknesses.join('，')}。请修改 Redis 的设置后重新启动；仅供试用时，可设环境变量 ALLOW_LOSSY_REDIS=yes。`,
  );
}
