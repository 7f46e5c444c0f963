import { createHash, randomInt } from 'node:crypto';
import { ballotSize } from '../../../shared/ballot.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Meeting, meetingShape } from '../../../shared/meeting.ts';
import { emptyTally, recount, type Tally } from '../../../shared/tally.ts';
import type { RedisConnection } from './connection.ts';
import { freeSlotKeys, keysOf, MOST_GROUPS } from './keys.ts';
import { parseMeeting } from './meetings.ts';
import { unpackWords } from './packing.ts';

/** The box and everything that counting it takes, of one moment. */
interface OpenedBox {
  readonly revision: number;
  readonly meeting: Meeting;
  /** One slot of fixed size after the other. */
  readonly box: Buffer;
  /** The group of each slot. */
  readonly groups: Buffer;
  readonly tally: Tally;
}

const MOST_TRIES = 50;

export async function openBox(redis: RedisConnection, id: MeetingId): Promise<OpenedBox | null> {
  const keys = keysOf(id, ['state', 'box', 'slots', 'tally']);
  const reply = (await redis.look('open_box', keys)) as readonly Buffer[] | null;
  if (reply === null) return null;
  const [revision, record, box, groups, tally] = reply as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const meeting = parseMeeting(record);
  const shape = meetingShape(meeting.plan);
  if (box.length !== groups.length * ballotSize(shape))
    throw new Error('ballot box damaged: box of wrong size');
  return {
    revision: Number(revision),
    meeting,
    box,
    groups,
    tally: unpackWords(tally, shape),
  };
}

export async function recountBox(
  redis: RedisConnection,
  id: MeetingId,
): Promise<{ readonly counted: Tally; readonly kept: Tally }> {
  const opened = await openBox(redis, id);
  if (opened === null) throw new Error(`no such meeting: ${id}`);
  const { meeting, tally } = opened;
  const shape = meetingShape(meeting.plan);
  if (meeting.phase === 'draft') {
    if (opened.box.some((byte) => byte !== 0)) throw new Error('the ballot box is not empty');
    return { counted: emptyTally(shape), kept: tally };
  }
  return { counted: recount(slotsOf(opened), shape), kept: tally };
}

/**
 * [SECRET-2] Slots that were minted while voting was open can only hold later ballots, and Redis does
 * not draw free slots by the operating system's randomness: so every group's ballots are shuffled
 * among its slots. Where ballots keep coming in meanwhile it begins again.
 */
export async function shuffleBox(redis: RedisConnection, id: MeetingId): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const opened = await openBox(redis, id);
    if (opened === null) return;
    const keys = keysOf(id, ['state', 'box', 'slots', 'tally', 'shown']);
    const outcome = await redis.call(
      'reorder_box',
      [...keys, ...freeSlotKeys(id, MOST_GROUPS)],
      [id, String(opened.revision), shuffled(opened), hashOf(opened)],
    );
    if (String(outcome) === 'changed') return;
  }
  throw new Error('the box was in use and could not be shuffled');
}

/** Of which slots there are and what lies in them; as `reorder_box` makes it. */
function hashOf({ groups, box }: OpenedBox): string {
  return createHash('sha1').update(groups).update(box).digest('hex');
}

export function* slotsOf({ meeting, box, groups }: Omit<OpenedBox, 'revision' | 'tally'>) {
  const size = ballotSize(meetingShape(meeting.plan));
  for (const [slot, group] of groups.entries())
    yield { group, bytes: box.subarray(slot * size, (slot + 1) * size) };
}

function shuffled(opened: OpenedBox): Buffer {
  const size = ballotSize(meetingShape(opened.meeting.plan));
  const box = Buffer.from(opened.box);
  for (const slots of Map.groupBy(opened.groups.keys(), (slot) => opened.groups[slot]).values()) {
    // Fisher and Yates, with the operating system's randomness.
    for (let last = slots.length - 1; last > 0; last--)
      swap(box, slots[last] as number, slots[randomInt(last + 1)] as number, size);
  }
  return box;
}

function swap(box: Buffer, one: number, other: number, size: number): void {
  const held = Buffer.from(box.subarray(one * size, (one + 1) * size));
  box.copy(box, one * size, other * size, (other + 1) * size);
  held.copy(box, other * size);
}
