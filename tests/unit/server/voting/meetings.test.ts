import { expect, test } from 'vitest';
import {
  changePapers,
  changePlan,
  createMeeting,
  deleteMeeting,
  listMeetings,
  readDetail,
} from '../../../../server/voting/meetings.ts';
import { mintTickets } from '../../../../server/voting/tickets.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import type { MeetingPlan } from '../../../../shared/meeting.ts';
import type { Group } from '../../../../shared/rule.ts';
import { must, openMeeting, prepareMeeting } from '../../../meeting-under-test.ts';
import { noticePlan } from '../../../notice-plan.ts';
import { withParts } from '../../../voting-parts.ts';

const UNKNOWN = 'zzzzzzzzzzzz' as MeetingId;
const [leaders, others, guests]: Group[] = [
  { label: '领导', weight: '40' },
  { label: '其他', weight: '60' },
  { label: '来宾', weight: '0' },
];

function planWith(...groups: (Group | undefined)[]): MeetingPlan {
  const plan = noticePlan();
  const given = groups.flatMap((group) => (group === undefined ? [] : [group]));
  return { ...plan, rule: { ...plan.rule, groups: given } };
}

test('a draft may be unfinished, and stands first in the list', () =>
  withParts(async (parts) => {
    const { meeting: first } = must(await createMeeting(parts, noticePlan()));
    const unfinished = noticePlan({ title: '', presenters: [] });
    const { meeting } = must(await createMeeting(parts, unfinished));
    expect(meeting.id).toMatch(/^[a-z0-9]{12}$/);
    expect(meeting).toMatchObject({ version: 1, phase: 'draft', plan: unfinished });
    const listed = await listMeetings(parts);
    expect(listed.map(({ id }) => id)).toEqual([meeting.id, first.id]);
    expect(listed[1]).toMatchObject({ title: first.plan.title, presenters: 8, rehearsal: false });
  }));

test('a change made from an older record is a conflict and changes nothing', () =>
  withParts(async (parts) => {
    const { meeting } = must(await createMeeting(parts, noticePlan()));
    const plan = noticePlan({ title: '改过的会议' });
    must(await changePlan(parts, meeting.id, { version: 1, plan }));
    const late = await changePlan(parts, meeting.id, { version: 1, plan: noticePlan() });
    expect(late).toMatchObject({ code: 'conflict' });
    const { papers } = meeting;
    expect(await changePapers(parts, meeting.id, { version: 1, papers })).toMatchObject({
      code: 'conflict',
    });
    const detail = must(await readDetail(parts, meeting.id));
    expect(detail.meeting).toMatchObject({ version: 2, plan: { title: '改过的会议' } });
    const log = await parts.store.readLog(meeting.id, 10);
    expect(log.map(({ event }) => event)).toEqual(['meeting_created', 'plan_changed']);
  }));

test('[RULE-3] after opening the plan is frozen, the papers are not', () =>
  withParts(async (parts) => {
    const { id, plan } = await openMeeting(parts);
    expect(await changePlan(parts, id, { version: 2, plan })).toMatchObject({
      code: 'plan_frozen',
    });
    const before = must(await readDetail(parts, id)).meeting.papers;
    const papers = { ...before, host: '主持人甲', attendance: [{ expected: 9, present: 8 }] };
    const { meeting } = must(await changePapers(parts, id, { version: 2, papers }));
    expect(meeting.papers).toMatchObject({
      host: '主持人甲',
      attendance: [
        { expected: 9, present: 8 },
        { expected: null, present: null },
      ],
    });
    const [entry] = await parts.store.readLog(id, 1);
    expect(entry?.event).toBe('papers_changed');
  }));

test.each([
  ['removed', planWith(leaders), 'group_has_tickets'],
  ['moved', planWith(others, leaders), 'group_has_tickets'],
  ['moved up by a removal', planWith(others, guests), 'group_has_tickets'],
  ['joined by another', planWith(leaders, others, guests), null],
  ['renamed in its place', planWith(leaders, { label: '群众', weight: '60' }), null],
  ['reweighted', planWith({ label: '领导', weight: '30' }, { label: '其他', weight: '70' }), null],
] as const)('[TICKET-4] a group with printed tickets is %s', (_, plan, code) =>
  withParts(async (parts) => {
    const { meeting } = must(await createMeeting(parts, planWith(leaders, others)));
    must(await mintTickets(parts, meeting.id, [1, 1]));
    const answer = await changePlan(parts, meeting.id, { version: 1, plan });
    expect(answer.ok ? null : answer.code).toBe(code);
  }),
);

test('without tickets groups come and go, and the attendance with them', () =>
  withParts(async (parts) => {
    const { meeting } = must(await createMeeting(parts, planWith(leaders, others, guests)));
    const attendance = [1, 2, 3].map((expected) => ({ expected, present: null }));
    const papers = { ...meeting.papers, attendance };
    must(await changePapers(parts, meeting.id, { version: 1, papers }));
    const fewer = { version: 2, plan: planWith(leaders, others) };
    const detail = must(await changePlan(parts, meeting.id, fewer));
    expect(detail.meeting.papers.attendance.map(({ expected }) => expected)).toEqual([1, 2]);
    const more = { version: 3, plan: planWith(leaders, others, guests) };
    const again = must(await changePlan(parts, meeting.id, more));
    expect(again.meeting.papers.attendance.map(({ expected }) => expected)).toEqual([1, 2, null]);
  }));

test('a meeting that was opened officially cannot be deleted, a rehearsed draft can', () =>
  withParts(async (parts) => {
    const voided = await openMeeting(parts);
    expect(await deleteMeeting(parts, voided.id)).toMatchObject({ code: 'wrong_phase' });
    await voided.command({ command: 'pause' });
    await voided.command({ command: 'voidRound', reason: '重来', confirmed: true });
    expect(await deleteMeeting(parts, voided.id)).toMatchObject({ code: 'wrong_phase' });
    const rehearsed = await prepareMeeting(parts);
    await rehearsed.command({ command: 'startRehearsal' });
    await rehearsed.command({ command: 'open' });
    await rehearsed.command({ command: 'endRehearsal', confirmed: true });
    must(await deleteMeeting(parts, rehearsed.id));
    expect(await readDetail(parts, rehearsed.id)).toMatchObject({ code: 'meeting_unknown' });
  }));

test('a meeting that does not exist is unknown to every act', () =>
  withParts(async (parts) => {
    const { papers } = must(await createMeeting(parts, noticePlan())).meeting;
    const answers = await Promise.all([
      readDetail(parts, UNKNOWN),
      changePlan(parts, UNKNOWN, { version: 1, plan: noticePlan() }),
      changePapers(parts, UNKNOWN, { version: 1, papers }),
      deleteMeeting(parts, UNKNOWN),
      mintTickets(parts, UNKNOWN, [1, 1]),
    ]);
    expect(answers.map((answer) => (answer.ok ? null : answer.code))).toEqual(
      answers.map(() => 'meeting_unknown'),
    );
  }));
