import type { Commitment } from '../../../shared/identifiers.ts';
import { isOutage, type MeetingAsRead } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { forgetLink, forgetTicket, type LinkPlace, type Owner } from './directories.ts';
import { newDue } from './due.ts';
import { inPortions } from './in-portions.ts';
import { freeSlotKeys, keysOf, MEETING_PARTS, MOST_GROUPS } from './keys.ts';
import { linkPlacesOf } from './links.ts';
import { type KnownRecords, markOf } from './meetings.ts';
import { commitmentsOf } from './tickets.ts';

const [, ...OTHER_PARTS] = MEETING_PARTS;

/**
 * The meeting goes as one act. What the directories say of it goes after that, or stays when a crash
 * comes between: it leads nowhere by then. Whoever finds that the meeting is gone forgets nothing.
 */
export async function deleteMeeting(
  redis: RedisConnection,
  known: KnownRecords,
  { meeting, revision }: MeetingAsRead,
): Promise<'deleted' | 'conflict'> {
  const { id } = meeting;
  const [commitments, links] = await Promise.all([
    commitmentsOf(redis, id),
    linkPlacesOf(redis, id),
  ]);
  const keys = [...keysOf(id, ['state', 'due', ...OTHER_PARTS]), ...freeSlotKeys(id, MOST_GROUPS)];
  const mark = await markOf(redis, known, meeting);
  const reply = String(await redis.call('delete', keys, [id, String(revision), newDue(), mark]));
  const [outcome, life = ''] = reply.split(' ');
  if (outcome === 'conflict') return 'conflict';
  if (outcome === 'gone') return 'deleted';
  try {
    await forgetDirectories(redis, { id, life }, links, commitments);
  } catch (error) {
    // The meeting is gone for good: nobody may be told that nothing was changed.
    if (!isOutage(error)) throw error;
  }
  return 'deleted';
}

async function forgetDirectories(
  redis: RedisConnection,
  owner: Owner,
  links: readonly LinkPlace[],
  commitments: readonly Commitment[],
): Promise<void> {
  await inPortions(links, (link) => forgetLink(redis, owner, link));
  await inPortions(commitments, (commitment) => forgetTicket(redis, owner, commitment));
}
