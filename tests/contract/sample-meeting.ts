import { createHash } from 'node:crypto';
import type { Cast, MeetingChange, NewTicket, Store } from '../../server/store/store.ts';
import type { Marks } from '../../shared/ballot.ts';
import { ballotSize } from '../../shared/ballot.ts';
import type { Commitment, InnerHash, MeetingId, Receipt } from '../../shared/identifiers.ts';
import { type Meeting, type MeetingPlan, meetingShape, newMeeting } from '../../shared/meeting.ts';
import type { LogEntry, LogEvent } from '../../shared/protocol/organizer.ts';
import { NOTICE_RULE } from '../../shared/rule.ts';

/** A ticket as the hall knows it: what is on paper, and what the store was told. */
export interface PaperTicket extends NewTicket {
  readonly inner: InnerHash;
}

/** Two groups, two items, four grades, and as many presenters as are asked for. */
export function samplePlan(presenters = 2, change: Partial<MeetingPlan> = {}): MeetingPlan {
  return {
    title: '述职评议大会',
    unit: '单位一',
    place: '会议室',
    heldOn: '2021-01-15',
    rule: {
      ...NOTICE_RULE,
      blank: 'allowed',
      items: [
        { label: '项目一', share: '60' },
        { label: '项目二', share: '40' },
      ],
    },
    presenters: Array.from({ length: presenters }, (_, index) => ({
      name: `述职人${index + 1}`,
      unit: '单位一',
      post: '书记',
    })),
    display: 'live',
    emblem: null,
    ...change,
  };
}

export function meetingId(number: number): MeetingId {
  return `meeting${String(number).padStart(5, '0')}` as MeetingId;
}

export function entryOf(event: LogEvent, at = 1): LogEntry {
  return { at, role: 'organizer', event, figures: {} };
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Tickets that are the same for the same name; their groups take turns unless one is named. */
export function paperTickets(name: string, many: number, group?: number): readonly PaperTicket[] {
  return Array.from({ length: many }, (_, index) => {
    const inner = sha256(`${name} ${index}`) as InnerHash;
    const commitment = sha256(Buffer.from(inner, 'hex')) as Commitment;
    return { inner, commitment, group: group ?? index % 2 };
  });
}

export function newTickets(tickets: readonly PaperTicket[]): readonly NewTicket[] {
  return tickets.map(({ commitment, group }) => ({ commitment, group }));
}

/** As a key of the phone would make it: the same for the same ticket and key. */
export function receiptOf(ticket: PaperTicket, key: number): Receipt {
  return sha256(`${ticket.inner} ${key}`).slice(0, 8).toUpperCase() as Receipt;
}

/** Marks that differ from number to number, blanks among them. */
export function marksOf(meeting: Meeting, number: number): Marks {
  const shape = meetingShape(meeting.plan);
  return Array.from(
    { length: ballotSize(shape) },
    (_, cell) => (number * 7 + cell * 3 + (number >> 3)) % (shape.grades + 1),
  );
}

export function castOf(
  meeting: Meeting,
  ticket: PaperTicket,
  change: Partial<Cast> & { readonly key?: number; readonly number?: number } = {},
): Cast {
  const { key = 0, number = 0, ...rest } = change;
  return {
    meeting: meeting.id,
    round: meeting.round,
    commitment: ticket.commitment,
    inner: ticket.inner,
    receipt: receiptOf(ticket, key),
    marks: marksOf(meeting, number),
    ...rest,
  };
}

/** Changes the record as it is in the store at this moment; throws on a conflict. */
export async function change(
  store: Store,
  id: MeetingId,
  next: Partial<Meeting>,
  rest: Partial<Omit<MeetingChange, 'before' | 'next'>> = {},
): Promise<Meeting> {
  const meeting = await readMeetingOf(store, id);
  const changed = { ...meeting, ...next, version: meeting.version + 1 };
  const outcome = await store.changeMeeting({
    before: meeting,
    next: changed,
    entry: entryOf('plan_changed'),
    box: 'keep',
    ...rest,
  });
  if (outcome === 'conflict') throw new Error('the meeting was changed by somebody else');
  return changed;
}

export async function readMeetingOf(store: Store, id: MeetingId): Promise<Meeting> {
  return (await readState(store, id)).meeting;
}

export async function readState(store: Store, id: MeetingId) {
  const state = await store.readMeeting(id);
  if (state === null) throw new Error(`no meeting ${id}`);
  return state;
}

export function open(store: Store, id: MeetingId): Promise<Meeting> {
  return change(store, id, { phase: 'open' }, { box: 'prepare', entry: entryOf('opened') });
}

export function close(store: Store, id: MeetingId): Promise<Meeting> {
  return change(store, id, { phase: 'closed' }, { entry: entryOf('closed') });
}

/** Back to a draft of the next round: the box empty, the tickets fresh. */
export async function nextRound(
  store: Store,
  id: MeetingId,
  rest: Partial<Omit<MeetingChange, 'before' | 'next' | 'box'>> = {},
): Promise<Meeting> {
  const { round, voidedRounds } = await readMeetingOf(store, id);
  const next = {
    phase: 'draft',
    round: round + 1,
    voidedRounds: voidedRounds + (rest.voided === undefined ? 0 : 1),
  } as const;
  return change(store, id, next, { ...rest, box: 'empty' });
}

export interface SampleMeeting {
  readonly meeting: Meeting;
  readonly tickets: readonly PaperTicket[];
}

/** A meeting with tickets, not open yet. */
export async function draftMeeting(
  store: Store,
  tickets: number,
  options: { readonly number?: number; readonly plan?: MeetingPlan } = {},
): Promise<SampleMeeting> {
  const { number = 1, plan = samplePlan() } = options;
  const meeting = newMeeting(meetingId(number), plan, 1_000 + number);
  await store.createMeeting(meeting, entryOf('meeting_created'));
  const papers = paperTickets(`meeting ${number}`, tickets);
  await store.mintTickets(meeting.id, newTickets(papers), entryOf('tickets_minted'));
  return { meeting, tickets: papers };
}

export async function openMeeting(
  store: Store,
  tickets: number,
  options: { readonly number?: number; readonly plan?: MeetingPlan } = {},
): Promise<SampleMeeting> {
  const draft = await draftMeeting(store, tickets, options);
  return { ...draft, meeting: await open(store, draft.meeting.id) };
}
