import type { MeetingChange } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { newDue } from './due.ts';
import { freeSlotKeys, keysOf, MOST_GROUPS } from './keys.ts';
import { type KnownRecords, markOf, recordArguments } from './meetings.ts';
import { splitEntry } from './packing.ts';

export async function changeMeeting(
  redis: RedisConnection,
  known: KnownRecords,
  { before, next, entry, box, revision, voided }: MeetingChange,
): Promise<'changed' | 'conflict'> {
  const { id } = next;
  const [start, end] = splitEntry(entry, 'returned');
  const keys = keysOf(id, [
    'state',
    'tickets',
    'box',
    'tally',
    'counts',
    'shown',
    'slots',
    'log',
    'rounds',
    'due',
  ]);
  const outcome = await redis.call(
    'change',
    [...keys, ...freeSlotKeys(id, MOST_GROUPS)],
    [
      ...recordArguments(next),
      start,
      id,
      box,
      revision === undefined ? '' : String(revision),
      end,
      voided === undefined ? '' : JSON.stringify(voided),
      newDue(),
      await markOf(redis, known, before),
    ],
  );
  return String(outcome) === 'changed' ? 'changed' : 'conflict';
}
