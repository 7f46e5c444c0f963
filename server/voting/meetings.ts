import type { MeetingId } from '../../shared/identifiers.ts';
import {
  emptyPapers,
  type Meeting,
  type MeetingPapers,
  type MeetingPlan,
  newMeeting,
  type TicketCounts,
} from '../../shared/meeting.ts';
import type {
  MeetingDetail,
  MeetingSummary,
  PapersRequest,
  PlanRequest,
} from '../../shared/protocol/http.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/result.ts';
import type { MeetingChange } from '../store/store.ts';
import type { VotingParts } from './parts.ts';
import { randomId } from './random-text.ts';
import { toldRevision } from './told-revision.ts';

const MEETING_ID_LENGTH = 12;

/** Newest first. */
export async function listMeetings(parts: VotingParts): Promise<readonly MeetingSummary[]> {
  const meetings = await parts.store.listMeetings();
  return meetings.map(({ id, plan, phase, alarm, rehearsal, voidedRounds, createdAt }) => ({
    id,
    title: plan.title,
    phase,
    alarm,
    rehearsal,
    voidedRounds,
    presenters: plan.presenters.length,
    createdAt,
  }));
}

/** `meeting_unknown` when there is none. */
export async function readDetail(
  parts: VotingParts,
  id: MeetingId,
): Promise<Result<MeetingDetail>> {
  const [state, links] = await Promise.all([
    parts.store.readMeeting(id),
    parts.store.listScreenLinks(id),
  ]);
  if (state === null) return refuse('meeting_unknown');
  const { meeting, tickets, batches } = state;
  return ok({ meeting, revision: toldRevision(state), tickets, batches, links });
}

/** A draft may be unfinished: opening is what asks for a valid plan. Makes one at each call. */
export async function createMeeting(
  parts: VotingParts,
  plan: MeetingPlan,
): Promise<Result<MeetingDetail>> {
  const now = parts.now();
  const id = randomId(parts.randomBytes, MEETING_ID_LENGTH) as MeetingId;
  await parts.store.createMeeting(
    newMeeting(id, plan, now),
    planEntry('meeting_created', plan, now),
  );
  return readDetail(parts, id);
}

/**
 * [RULE-3] Replaces the plan of a draft; tickets printed already stay valid. Refuses with
 * `plan_frozen` after opening, `group_has_tickets` where a printed ticket would lose its group,
 * `conflict` when `version` is not the meeting's any more.
 */
export async function changePlan(
  parts: VotingParts,
  id: MeetingId,
  { version, plan }: PlanRequest,
): Promise<Result<MeetingDetail>> {
  const state = await parts.store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  const { meeting, tickets, revision } = state;
  if (meeting.phase !== 'draft') return refuse('plan_frozen');
  const orphaned = orphanedGroup(meeting.plan, plan, tickets);
  if (orphaned !== null) return orphaned;
  const papers = resizePapers(meeting.papers, plan.rule.groups.length);
  const entry = planEntry('plan_changed', plan, parts.now());
  const next = { ...meeting, plan, papers };
  // Tickets printed meanwhile could be of the very group that this plan drops.
  return change(parts, meeting, version, next, entry, { revision });
}

/** What is printed beside the result; allowed in every phase. `conflict` on a stale `version`. */
export async function changePapers(
  parts: VotingParts,
  id: MeetingId,
  { version, papers }: PapersRequest,
): Promise<Result<MeetingDetail>> {
  const state = await parts.store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  const { meeting } = state;
  const next = { ...meeting, papers: resizePapers(papers, meeting.plan.rule.groups.length) };
  const entry: LogEntry = {
    at: parts.now(),
    role: 'organizer',
    event: 'papers_changed',
    figures: {},
  };
  return change(parts, meeting, version, next, entry);
}

/**
 * Only a draft that was never opened officially: what people voted on must not vanish.
 * `wrong_phase` otherwise; `conflict` where it was changed in the same moment.
 */
export async function deleteMeeting(parts: VotingParts, id: MeetingId): Promise<Result<null>> {
  const state = await parts.store.readMeeting(id);
  if (state === null) return refuse('meeting_unknown');
  const { phase, voidedRounds } = state.meeting;
  if (phase !== 'draft' || voidedRounds > 0) return refuse('wrong_phase');
  const outcome = await parts.store.deleteMeeting(state);
  return outcome === 'conflict' ? refuse('conflict') : ok(null);
}

async function change(
  parts: VotingParts,
  meeting: Meeting,
  version: number,
  next: Meeting,
  entry: LogEntry,
  condition: Pick<MeetingChange, 'revision'> = {},
): Promise<Result<MeetingDetail>> {
  if (version !== meeting.version) return refuse('conflict');
  const outcome = await parts.store.changeMeeting({
    before: meeting,
    next: { ...next, version: version + 1 },
    entry,
    box: 'keep',
    ...condition,
  });
  return outcome === 'conflict' ? refuse('conflict') : readDetail(parts, meeting.id);
}

/**
 * A group's place is the mark on its printed tickets (TICKET-4). Its label may be changed in place,
 * but where tickets exist it must not go away or trade places with another.
 */
function orphanedGroup(
  before: MeetingPlan,
  after: MeetingPlan,
  tickets: readonly TicketCounts[],
): Refusal | null {
  const groups = after.rule.groups;
  const shrunk = groups.length < before.rule.groups.length;
  const orphaned = before.rule.groups.find(({ label }, place) => {
    if ((tickets[place]?.minted ?? 0) === 0 || groups[place]?.label === label) return false;
    const moved = groups.some((group) => group.label === label);
    return moved || shrunk;
  });
  if (orphaned === undefined) return null;
  return refuse(
    'group_has_tickets',
    orphaned.label,
    `“${orphaned.label}”已有测评票，不能删除或调换位置`,
  );
}

function resizePapers(papers: MeetingPapers, groups: number): MeetingPapers {
  const empty = emptyPapers(groups).attendance;
  return {
    ...papers,
    attendance: empty.map((nothing, group) => papers.attendance[group] ?? nothing),
  };
}

function planEntry(
  event: 'meeting_created' | 'plan_changed',
  plan: MeetingPlan,
  at: number,
): LogEntry {
  const figures = {
    presenters: plan.presenters.length,
    items: plan.rule.items.length,
    groups: plan.rule.groups.length,
  };
  return { at, role: 'organizer', event, figures };
}
