import { isDeepStrictEqual } from 'node:util';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { type Meeting, meetingShape } from '../../../shared/meeting.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import {
  emptyTally,
  isPartOf,
  packTally,
  returnedInAll,
  sameTally,
  type Tally,
  unpackTally,
} from '../../../shared/tally.ts';
import type { MeetingAsRead, MeetingChange } from '../store.ts';
import { emptyBox, emptyTallies, recountSlots, refreshTickets, requireEmptyBox } from './box.ts';
import { type KeptMeeting, shapeOfKept } from './kept-meeting.ts';
import { loadMeeting } from './load-meeting.ts';
import { writeEntry } from './meeting-log.ts';
import { run, statementOf } from './rows.ts';
import { markScrubDue } from './scrub.ts';
import type { Shelf } from './shelf.ts';
import { writeVoidedRound } from './voided-rounds.ts';

export function createMeeting(shelf: Shelf, meeting: Meeting, entry: LogEntry): void {
  const { database } = shelf;
  const kept = shelf.transact(() => {
    const { lastInsertRowid } = statementOf(
      database,
      'INSERT INTO meeting (id, record) VALUES (?, ?)',
    ).run(meeting.id, JSON.stringify(meeting));
    const key = Number(lastInsertRowid);
    const none = packTally(emptyTally(meetingShape(meeting.plan)));
    run(database, 'INSERT INTO tally VALUES (?, 1, ?, ?)', key, none, none);
    writeEntry(database, key, entry);
    return loadMeeting(database, key);
  });
  shelf.remember(kept);
}

/** Newest first. */
export function listMeetings(shelf: Shelf): readonly Meeting[] {
  return shelf
    .all()
    .toSorted((one, other) => newness(other) - newness(one) || other.key - one.key)
    .map(({ meeting }) => meeting);
}

function newness(kept: KeptMeeting): number {
  return kept.meeting.createdAt;
}

export function changeMeeting(shelf: Shelf, change: MeetingChange): 'changed' | 'conflict' {
  const { next } = change;
  const before = shelf.find(next.id);
  if (before?.meeting.version !== next.version - 1) return 'conflict';
  if (!isDeepStrictEqual(before.meeting, change.before)) return 'conflict';
  if (change.revision !== undefined && before.revision !== change.revision) return 'conflict';
  return shelf.change(next.id, (kept) => {
    run(
      shelf.database,
      'UPDATE meeting SET record = ? WHERE key = ?',
      JSON.stringify(next),
      kept.key,
    );
    writeEntry(shelf.database, kept.key, withReturned(change.entry, kept.tally));
    if (change.voided !== undefined) writeVoidedRound(shelf.database, kept.key, change.voided);
    // Not at every change of a closed meeting: each start would rewrite the file for each of them.
    const closes = kept.meeting.phase !== 'closed' && next.phase === 'closed';
    if (change.box === 'empty' || closes) markScrubDue(shelf.database, next.id);
    return { answer: 'changed', kept: changeBox(shelf, kept, change) };
  });
}

function withReturned(entry: LogEntry, before: Tally): LogEntry {
  if (!('returned' in entry.figures)) return entry;
  return { ...entry, figures: { ...entry.figures, returned: returnedInAll(before) } };
}

function changeBox(shelf: Shelf, kept: KeptMeeting, change: MeetingChange): KeptMeeting {
  const { database } = shelf;
  const { next } = change;
  const shape = meetingShape(next.plan);
  switch (change.box) {
    case 'keep':
      if (sameShape(kept, next)) return { ...kept, meeting: next };
      // Only a draft's plan may change its shape (RULE-3); opening will give it to the slots.
      requireEmptyBox(database, kept.key);
      emptyTallies(database, kept.key, shape);
      break;
    case 'prepare':
      requireEmptyBox(database, kept.key);
      emptyBox(database, kept.key, shape);
      break;
    case 'empty':
      emptyBox(database, kept.key, shape);
      refreshTickets(database, kept.key);
      break;
  }
  return loadMeeting(database, kept.key);
}

function sameShape(kept: KeptMeeting, next: Meeting): boolean {
  const before = shapeOfKept(kept);
  const after = meetingShape(next.plan);
  return (
    before.presenters === after.presenters &&
    before.items === after.items &&
    before.groups === after.groups &&
    before.grades === after.grades
  );
}

/** Everything that belongs to the meeting goes with it; its traces when it is scrubbed. */
export function deleteMeeting(shelf: Shelf, before: MeetingAsRead): 'deleted' | 'conflict' {
  const { id } = before.meeting;
  const kept = shelf.find(id);
  if (kept === undefined) return 'deleted';
  if (kept.revision !== before.revision) return 'conflict';
  if (!isDeepStrictEqual(kept.meeting, before.meeting)) return 'conflict';
  shelf.transact(() => {
    run(shelf.database, 'DELETE FROM meeting WHERE key = ?', kept.key);
    markScrubDue(shelf.database, id);
  });
  shelf.forget(id);
  return 'deleted';
}

export function recountBox(shelf: Shelf, id: MeetingId): { counted: Tally; kept: Tally } {
  const kept = shelf.get(id);
  const shape = shapeOfKept(kept);
  if (kept.meeting.phase !== 'draft')
    return { counted: recountSlots(shelf.database, kept.key, shape), kept: kept.tally };
  // Before opening, the slots may still have the size of an earlier plan.
  requireEmptyBox(shelf.database, kept.key);
  return { counted: emptyTally(shape), kept: kept.tally };
}

export function saveShown(
  shelf: Shelf,
  id: MeetingId,
  round: number,
  before: Tally,
  shown: Tally,
): 'saved' | 'superseded' {
  const found = shelf.find(id);
  if (found?.meeting.round !== round || !sameTally(found.shown, before)) return 'superseded';
  if (!isPartOf(shown, found.tally)) return 'superseded';
  return shelf.change(id, (kept) => {
    const packed = packTally(shown);
    run(shelf.database, 'UPDATE tally SET shown = ? WHERE meeting = ?', packed, kept.key);
    return { answer: 'saved', kept: { ...kept, shown: unpackTally(packed, shapeOfKept(kept)) } };
  });
}
