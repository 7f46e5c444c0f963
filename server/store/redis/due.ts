import { randomUUID } from 'node:crypto';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { RedisConnection } from './connection.ts';
import { keyOf, keysOf } from './keys.ts';

/**
 * What `due` is set to by an act that leaves traces: never the same again, so that whoever scrubbed
 * what an earlier act had left does not take this one for it.
 */
export function newDue(): string {
  return randomUUID();
}

/** Null where nothing is due. */
export async function readDue(redis: RedisConnection, id: MeetingId): Promise<string | null> {
  const key = keyOf(id, 'due');
  const due = (await redis.read(key, ['GET', key])) as Buffer | null;
  return due === null ? null : String(due);
}

/**
 * After what was `due` is done; what has become due since then stays. `gone` where nothing is due any
 * more and there is no such meeting.
 */
export async function settleDue(
  redis: RedisConnection,
  id: MeetingId,
  due: string,
): Promise<'due_again' | 'kept' | 'gone'> {
  const outcome = await redis.call('scrubbed', keysOf(id, ['state', 'due']), [due]);
  return String(outcome) as 'due_again' | 'kept' | 'gone';
}
