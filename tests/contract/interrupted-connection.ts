import type { RedisConnection } from '../../server/store/redis/connection.ts';
import type { FunctionName } from '../../server/store/redis/library.ts';

/**
 * A connection on which something else takes place, once, just before this function of the library is
 * called, or before the node of a key is asked for: a race in one certain order.
 */
export function interrupted(
  redis: RedisConnection,
  before: FunctionName | 'nodeOf',
  meanwhile: () => Promise<unknown>,
): RedisConnection {
  let over = false;
  return new Proxy(redis, {
    get: (target, method) => {
      const value: unknown = Reflect.get(target, method);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        if (!over && (method === before || (method === 'call' && given[0] === before))) {
          over = true;
          await meanwhile();
        }
        return Reflect.apply(value, target, given);
      };
    },
  });
}
