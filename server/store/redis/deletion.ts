import type { Commitment, MeetingId } from '../../../shared/identifiers.ts';
import { isOutage } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { newDue } from './due.ts';
import { inPortions } from './in-portions.ts';
import { freeSlotKeys, keysOf, MEETING_PARTS, MOST_GROUPS, ticketDirectoryKey } from './keys.ts';
import { linkKeysOf } from './links.ts';
import { commitmentsOf } from './tickets.ts';

const [, ...OTHER_PARTS] = MEETING_PARTS;

/**
 * The meeting goes as one act. What the directories say of it goes after that, or stays when a crash
 * comes between: it leads nowhere by then.
 */
export async function deleteMeeting(
  redis: RedisConnection,
  id: MeetingId,
  revision: number,
): Promise<'deleted' | 'conflict'> {
  const [commitments, links] = await Promise.all([commitmentsOf(redis, id), linkKeysOf(redis, id)]);
  const keys = [...keysOf(id, ['state', 'due', ...OTHER_PARTS]), ...freeSlotKeys(id, MOST_GROUPS)];
  const outcome = String(await redis.call('delete', keys, [id, String(revision), newDue()]));
  if (outcome === 'conflict') return 'conflict';
  try {
    await forgetDirectories(redis, links, commitments);
  } catch (error) {
    // The meeting is gone for good: nobody may be told that nothing was changed.
    if (!isOutage(error)) throw error;
  }
  return 'deleted';
}

async function forgetDirectories(
  redis: RedisConnection,
  links: readonly string[],
  commitments: readonly Commitment[],
): Promise<void> {
  await inPortions(links, (key) => redis.write(key, ['DEL', key]));
  await inPortions(commitments, (commitment) => {
    const key = ticketDirectoryKey(commitment);
    return redis.write(key, ['HDEL', key, Buffer.from(commitment, 'hex')]);
  });
}
