import {
  ballotSize,
  checkMarks,
  type Marks,
  packBallot,
  type Shape,
  unpackBallot,
} from '../../shared/ballot.ts';
import { checkPlan, type Meeting, meetingShape } from '../../shared/meeting.ts';
import { addBallot, emptyTally, hasFigures, type Tally } from '../../shared/tally.ts';
import { canGoOn } from './archive-limits.ts';
import { shuffled } from './shuffled.ts';
import { type ArchivedBox, ArchiveUnfit, type MeetingArchive } from './store.ts';

/**
 * What every adapter does alike with an archive, so that what one hands out is what another takes
 * in. Throws `ArchiveUnfit`.
 */

/**
 * [ARCHIVE-1] Whether an archive is that of one whole meeting: asked before one is handed out, and
 * before one is taken in. Returns its box counted anew, which is its tally then. Whether its tickets
 * are free is each store's own to say.
 */
export function requireWhole(archive: MeetingArchive): Tally {
  const { meeting, batches, voidedRounds, links } = archive;
  demand(meeting.phase === 'draft' || meeting.phase === 'closed', 'the meeting is running');
  demand(canGoOn(archive), 'numbers or times that nobody can go on from');
  // [PHASE-1] Nothing else could have been opened.
  demand(meeting.phase === 'draft' || checkPlan(meeting.plan).length === 0, 'a rule that is none');
  demand(
    batches.every(({ batch }, index) => batch === index + 1),
    'batches are not numbered from 1',
  );
  demand(ascend(voidedRounds.map(({ round }) => round)), 'voided rounds are not in order');
  demand((voidedRounds.at(-1)?.round ?? 0) <= meeting.voidedRounds, 'a voided round to come');
  demand(differ(links.map(({ id }) => id)), 'a link is there twice');
  demand(differ(links.map(({ tokenHash }) => tokenHash)), 'a token is there twice');
  const shape = meetingShape(meeting.plan);
  requireTickets(archive, shape);
  requireSlots(archive, shape);
  return requireCounted(archive, shape);
}

/**
 * [SECRET-2] What the slots of a box hold, by group, in an order that says nothing of where they
 * were. Before opening, slots may have the size of an earlier plan: they are empty then.
 */
export function archivedBox(
  slots: Iterable<{ readonly group: number; readonly bytes: Uint8Array }>,
  meeting: Meeting,
): readonly ArchivedBox[] {
  const shape = meetingShape(meeting.plan);
  const groups = Array.from({ length: shape.groups }, () => ({ ballots: [] as Marks[], empty: 0 }));
  for (const { group, bytes } of slots) {
    const box = groups[group];
    if (box === undefined)
      throw new ArchiveUnfit(`a slot of group ${group}`, { reason: 'box_mismatch' });
    const marks = meeting.phase === 'draft' && isZero(bytes) ? null : readSlot(bytes, shape);
    if (marks === null) box.empty += 1;
    else box.ballots.push(marks);
  }
  for (const { ballots } of groups) ballots.sort(byMarks);
  return groups;
}

/** [SECRET-2] The way back, in places that say nothing, whatever order the archive had. */
export function shuffledSlots({
  meeting,
  box,
}: MeetingArchive): readonly { readonly group: number; readonly bytes: Uint8Array }[] {
  const size = ballotSize(meetingShape(meeting.plan));
  const slots = box.flatMap(({ ballots, empty }, group) => [
    ...ballots.map((marks) => ({ group, bytes: packBallot(marks) })),
    ...Array.from({ length: empty }, () => ({ group, bytes: new Uint8Array(size) })),
  ]);
  return shuffled(slots);
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function readSlot(bytes: Uint8Array, shape: Shape): Marks | null {
  try {
    return unpackBallot(bytes, shape);
  } catch (error) {
    throw new ArchiveUnfit('a damaged slot', { reason: 'box_mismatch', cause: error });
  }
}

function byMarks(one: Marks, other: Marks): number {
  const cell = one.findIndex((mark, index) => mark !== other[index]);
  return cell < 0 ? 0 : (one[cell] as number) - (other[cell] as number);
}

function requireTickets({ tickets, batches }: MeetingArchive, shape: Shape): void {
  demand(ascend(tickets.map(({ commitment }) => commitment)), 'tickets are not in order');
  demand(
    tickets.every(({ group }) => group < shape.groups),
    'a ticket of a group that the rule has not',
  );
  demand(
    tickets.every(({ batch }) => batch >= 1 && batch <= batches.length),
    'a ticket of a batch that there is not',
  );
}

/** One slot for each ticket and one ballot for each spent one, or a vote would find no room. */
function requireSlots({ meeting, tickets, box }: MeetingArchive, shape: Shape): void {
  demandOfBox(box.length === shape.groups, 'not one box for each group');
  for (const [group, { ballots, empty }] of box.entries()) {
    const own = tickets.filter((ticket) => ticket.group === group);
    const spent = own.filter(({ state }) => state === 'spent').length;
    demandOfBox(ballots.length === spent, 'ballots and spent tickets differ');
    demandOfBox(ballots.length + empty === own.length, 'slots and tickets differ');
    demandOfBox(spent === 0 || meeting.phase === 'closed', 'a draft with a ballot in its box');
  }
}

/** [PHASE-6] Neither box nor tally is ever corrected after the other. */
function requireCounted({ meeting, box, tally }: MeetingArchive, shape: Shape): Tally {
  const counted = emptyTally(shape);
  for (const [group, { ballots }] of box.entries())
    for (const marks of ballots) {
      demandOfBox(checkMarks(marks, shape, meeting.plan.rule).ok, 'a ballot that nobody can cast');
      addBallot(counted, group, marks);
    }
  demandOfBox(hasFigures(counted, tally), 'the box does not count to its tally');
  return counted;
}

function demandOfBox(holds: boolean, otherwise: string): void {
  if (!holds) throw new ArchiveUnfit(otherwise, { reason: 'box_mismatch' });
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new ArchiveUnfit(otherwise, { reason: 'inconsistent' });
}

function ascend<Value extends number | string>(values: readonly Value[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] as Value) < value);
}

function differ(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
