import { ballotSize } from '../../../shared/ballot.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { meetingShape } from '../../../shared/meeting.ts';
import { tallyFigures } from '../../../shared/tally.ts';
import { archivedBox, requireWhole } from '../archive-check.ts';
import { logEntrySchema, voidedRoundSchema } from '../records.ts';
import { type ArchivedTicket, ArchiveUnfit, type MeetingArchive } from '../store.ts';
import { slotsOf } from './box.ts';
import type { RedisConnection } from './connection.ts';
import { keysOf } from './keys.ts';
import { linksOf } from './links.ts';
import { parseMeeting } from './meetings.ts';
import { unpackWords } from './packing.ts';
import { unpackTicket } from './ticket-record.ts';

type Buffers = readonly Buffer[];

/** As `export` of the library answers. */
type ExportReply = readonly [
  texts: readonly [revision: Buffer, record: Buffer, box: Buffer, groups: Buffer, tally: Buffer],
  tickets: Buffers,
  log: Buffers,
  rounds: Buffers,
  links: Buffers,
  revoked: Buffers,
  batches: Buffers,
];

export async function exportMeeting(
  redis: RedisConnection,
  id: MeetingId,
): Promise<MeetingArchive | 'unknown' | 'running'> {
  const keys = keysOf(id, [
    'state',
    'tickets',
    'box',
    'slots',
    'tally',
    'log',
    'rounds',
    'links',
    'revoked',
    'batches',
  ]);
  const reply = (await redis.look('export', keys)) as ExportReply | Buffer;
  if (!Array.isArray(reply)) return String(reply) === 'unknown' ? 'unknown' : 'running';
  const archive = archiveOf(reply as ExportReply);
  requireWhole(archive);
  return archive;
}

function archiveOf(reply: ExportReply): MeetingArchive {
  const [texts, tickets, log, rounds, links, revoked, batches] = reply;
  const [revision, record, box, groups, tally] = texts;
  const meeting = parseMeeting(record);
  const shape = meetingShape(meeting.plan);
  if (box.length !== groups.length * ballotSize(shape))
    throw new ArchiveUnfit('a box of the wrong size', { reason: 'box_mismatch' });
  const revokedAt = pairsOf(revoked).map(([id, at]) => [String(id), at] as const);
  return {
    meeting,
    revision: Number(revision),
    log: log.map((entry) => logEntrySchema.parse(JSON.parse(String(entry)))),
    voidedRounds: rounds.map((round) => voidedRoundSchema.parse(JSON.parse(String(round)))),
    links: linksOf(links, Object.fromEntries(revokedAt)),
    batches: batches.map((mintedAt, index) => ({ batch: index + 1, mintedAt: Number(mintedAt) })),
    tickets: pairsOf(tickets)
      .map((pair) => unpackTicket(...pair))
      .sort(byCommitment),
    box: archivedBox(slotsOf({ meeting, box, groups }), meeting),
    tally: tallyFigures(unpackWords(tally, shape)),
  };
}

function byCommitment(one: ArchivedTicket, other: ArchivedTicket): number {
  return one.commitment < other.commitment ? -1 : 1;
}

/** A hash as functions hand it over: names and values by turns. */
function pairsOf(flat: Buffers): readonly (readonly [name: Buffer, value: Buffer])[] {
  return flat.flatMap((name, index) => {
    const value = flat[index + 1];
    return index % 2 === 0 && value !== undefined ? [[name, value] as const] : [];
  });
}
