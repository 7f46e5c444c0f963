import type { RedisConnection } from './connection.ts';
import { TICKET_DIRECTORY_KEYS } from './keys.ts';

/**
 * [SECRET-2] A phone asks for its ticket before it votes, and Redis remembers such questions: for how
 * long nobody has asked for a key, where many a key of the directory has a single ticket; and slow
 * commands, with their moment and their words. So all keys are asked for at once, and every node
 * forgets its slow commands.
 */
export async function forgetLookups(redis: RedisConnection): Promise<void> {
  await Promise.all(TICKET_DIRECTORY_KEYS.map((key) => redis.read(key, ['TOUCH', key])));
  const nodes = await redis.link.nodes.all();
  await Promise.all(nodes.map((node) => node.ask(['SLOWLOG', 'RESET'])));
}
