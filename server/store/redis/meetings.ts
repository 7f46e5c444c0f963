import { isDeepStrictEqual } from 'node:util';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Meeting, meetingShape } from '../../../shared/meeting.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { meetingSchema } from '../../../shared/protocol/schemas/meeting.ts';
import type { Tally } from '../../../shared/tally.ts';
import type { MeetingState } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { keyOf, keysOf, MEETINGS_KEY, MEETINGS_MADE_KEY } from './keys.ts';
import type { Argument } from './nodes.ts';
import { addUp, packWords, unpackBatches, unpackWords } from './packing.ts';

/** Records as they were read last: one of 150 KB is sent again only when it has changed. */
export type KnownRecords = Map<MeetingId, KnownRecord>;

interface KnownRecord {
  /** Of its version and content; see `library.lua`. */
  readonly mark: string;
  readonly meeting: Meeting;
}

/** The id is listed first: one that a crash left without its meeting counts for nothing. */
export async function createMeeting(
  redis: RedisConnection,
  meeting: Meeting,
  entry: LogEntry,
): Promise<void> {
  const { id } = meeting;
  await listId(redis, id);
  const keys = keysOf(id, ['state', 'tally', 'shown', 'log']);
  const created = await redis.call('create', keys, [
    ...recordArguments(meeting),
    JSON.stringify(entry),
    id,
  ]);
  if (created !== 1) throw new Error(`meeting exists: ${id}`);
}

/** At a new place each time, so that whoever takes an id off the list sees that it was listed again. */
export async function listId(redis: RedisConnection, id: MeetingId): Promise<void> {
  const place = await redis.write(MEETINGS_MADE_KEY, ['INCR', MEETINGS_MADE_KEY]);
  await redis.write(MEETINGS_KEY, ['ZADD', MEETINGS_KEY, String(place), id]);
}

/** Null for one that is not listed. */
export async function placeOf(redis: RedisConnection, id: MeetingId): Promise<number | null> {
  return (await redis.read(MEETINGS_KEY, ['ZSCORE', MEETINGS_KEY, id])) as number | null;
}

/** Unless it was listed again since it had this place. */
export async function unlistId(
  redis: RedisConnection,
  id: MeetingId,
  place: number,
): Promise<void> {
  await redis.call('unlist', [MEETINGS_KEY], [id, String(place)]);
}

/** Ids of all meetings, perhaps of some that are not there any more; oldest first. */
export async function meetingIds(redis: RedisConnection): Promise<readonly MeetingId[]> {
  const ids = (await redis.read(MEETINGS_KEY, ['ZRANGE', MEETINGS_KEY, '0', '-1'])) as Buffer[];
  return ids.map((id) => String(id) as MeetingId);
}

/** Newest first. */
export async function listMeetings(
  redis: RedisConnection,
  known: KnownRecords,
): Promise<readonly Meeting[]> {
  const ids = await meetingIds(redis);
  const found = await Promise.all(ids.map((id) => readMeeting(redis, known, id)));
  return found
    .flatMap((read) => (read === null ? [] : [read.state.meeting]))
    .reverse()
    .toSorted((one, other) => other.createdAt - one.createdAt);
}

type ReadReply = readonly [
  record: Buffer | null,
  revision: Buffer,
  tally: Buffer,
  shown: Buffer,
  counts: Buffer,
  mintedAt: readonly Buffer[],
  mark: Buffer,
  news: Buffer,
];

export interface ReadMeeting {
  readonly state: MeetingState;
  readonly edition: Edition;
}

export async function readMeeting(
  redis: RedisConnection,
  known: KnownRecords,
  id: MeetingId,
): Promise<ReadMeeting | null> {
  const remembered = known.get(id);
  const keys = keysOf(id, ['state', 'tally', 'shown', 'counts', 'batches']);
  const reply = (await redis.look('read', keys, [remembered?.mark ?? ''])) as ReadReply | null;
  if (reply === null) {
    known.delete(id);
    return null;
  }
  const [record, revision, tally, shown, counts, mintedAt, mark, news] = reply;
  const meeting = record === null ? remembered?.meeting : parseMeeting(record);
  if (meeting === undefined) throw new Error(`no record of the meeting ${id}`);
  known.set(id, { mark: String(mark), meeting });
  const shape = meetingShape(meeting.plan);
  const batches = unpackBatches(counts, mintedAt.map(Number), shape.groups);
  const state: MeetingState = {
    meeting,
    revision: Number(revision),
    tickets: meeting.plan.rule.groups.map((_, group) => addUp(batches, group)),
    batches,
    tally: unpackWords(tally, shape),
    shown: unpackWords(shown, shape),
  };
  return { state, edition: editionOf(revision, meeting.version, news) };
}

export function parseMeeting(record: Buffer): Meeting {
  return meetingSchema.parse(JSON.parse(String(record)));
}

/**
 * The mark that the record has where it is still this one; a mark that no record has where it is not.
 * Compared by its content: another process may have written it.
 */
export async function markOf(
  redis: RedisConnection,
  known: KnownRecords,
  meeting: Meeting,
): Promise<string> {
  const { id } = meeting;
  if (known.get(id)?.meeting !== meeting) await readMeeting(redis, known, id);
  const kept = known.get(id);
  return isDeepStrictEqual(kept?.meeting, meeting) ? (kept?.mark ?? '') : '';
}

export async function saveShown(
  redis: RedisConnection,
  id: MeetingId,
  round: number,
  before: Tally,
  shown: Tally,
): Promise<'saved' | 'superseded'> {
  const keys = keysOf(id, ['state', 'shown', 'tally']);
  const args = [id, String(round), packWords(before), packWords(shown)];
  const outcome = await redis.call('save_shown', keys, args);
  return String(outcome) === 'saved' ? 'saved' : 'superseded';
}

/** By what a later state of a meeting is told from an earlier one. */
export interface Edition {
  readonly revision: number;
  /** Another one after each change that phones may have to be told of. */
  readonly news: string;
}

/** With the version of the record, as servers of an earlier version count no news. */
function editionOf(revision: Buffer, version: number, news: Buffer | null): Edition {
  return { revision: Number(revision), news: `${version} ${news ?? ''}` };
}

/** Null when there is no such meeting. */
export async function readEdition(redis: RedisConnection, id: MeetingId): Promise<Edition | null> {
  const key = keyOf(id, 'state');
  const fields = await redis.read(key, ['HMGET', key, 'revision', 'version', 'news']);
  const [revision, version, news = null] = fields as readonly (Buffer | null)[];
  if (revision == null || version == null) return null;
  return editionOf(revision, Number(version), news);
}

/** What functions decide by, beside the record itself. */
export function recordArguments(meeting: Meeting): readonly Argument[] {
  const { presenters, items, groups, grades } = meetingShape(meeting.plan);
  return [
    String(meeting.version),
    meeting.phase,
    String(meeting.round),
    meeting.alarm ?? '',
    ...[presenters, items, groups, grades].map(String),
    JSON.stringify(meeting),
  ];
}
