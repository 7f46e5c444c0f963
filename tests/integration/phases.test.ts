import { expect, test } from 'vitest';
import { runCommand } from '../../server/voting/commands.ts';
import { changePlan } from '../../server/voting/meetings.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../../server/voting/ticket-hashes.ts';
import type { LogEvent } from '../../shared/protocol/organizer.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

async function loggedEvents(
  server: ServerUnderTest,
  id: Parameters<ServerUnderTest['store']['readLog']>[0],
): Promise<readonly LogEvent[]> {
  return (await server.store.readLog(id, 100)).map(({ event }) => event);
}

test('[PHASE-1, PHASE-2] every change of phase reaches the phones and stands in the log', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    await meeting.command({ command: 'open' });
    await phone.inbox.until('status', ({ phase }) => phase === 'open');
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
    await meeting.command({ command: 'pause' });
    await phone.inbox.until('status', ({ phase }) => phase === 'paused');
    await meeting.command({ command: 'resume' });
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await phone.inbox.until('status', ({ phase }) => phase === 'closed');
    expect(await loggedEvents(server, meeting.id)).toEqual([
      'meeting_created',
      'tickets_minted',
      'opened',
      'paused',
      'resumed',
      'closed',
    ]);
    const [closed] = await server.store.readLog(meeting.id, 1);
    expect(closed).toMatchObject({
      role: 'organizer',
      figures: { round: 1, issued: 9, returned: 1 },
    });
    phone.leave();
  }));

test('[PHASE-1] an announced closing counts down on the phones and closes by itself', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    await meeting.command({ command: 'close', countdownSeconds: 1, confirmed: true });
    const announced = await phone.inbox.until('status', ({ closingInMs }) => closingInMs !== null);
    expect(announced.phase).toBe('open');
    expect(announced.closingInMs).toBeLessThanOrEqual(1000);
    await phone.inbox.until('status', ({ phase }) => phase === 'closed');
    const [closed] = await server.store.readLog(meeting.id, 1);
    expect(closed).toMatchObject({ role: 'server', event: 'closed' });
    phone.leave();
  }));

test('[PHASE-1] a cancelled closing does not come', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    await meeting.command({ command: 'close', countdownSeconds: 1, confirmed: true });
    await phone.inbox.until('status', ({ closingInMs }) => closingInMs !== null);
    phone.inbox.clear();
    await meeting.command({ command: 'cancelClosing' });
    await phone.inbox.until('status', ({ closingInMs }) => closingInMs === null);
    // A second closing of the same length ends later than the first would have.
    await meeting.command({ command: 'close', countdownSeconds: 2, confirmed: true });
    await phone.inbox.until('status', ({ phase }) => phase === 'closed');
    expect(
      phone.inbox.all('status').map(({ phase, closingInMs }) => [phase, closingInMs !== null]),
    ).toEqual([
      ['open', false],
      ['open', true],
      ['closed', false],
    ]);
    phone.leave();
  }));

test('[PHASE-4] ending a rehearsal empties the box, leaves the tickets fresh, and old casts stay out', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    await meeting.command({ command: 'startRehearsal' });
    await meeting.command({ command: 'open' });
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    expect(phone.inbox.all('status').at(-1)).toMatchObject({ phase: 'open', rehearsal: true });
    const rehearsed = { meeting: meeting.id, round: 1, key: newKey(), marks: meeting.marks(0) };
    expect(await phone.send(rehearsed)).toMatchObject({ ok: true });
    await meeting.command({ command: 'endRehearsal', confirmed: true });
    await phone.inbox.until('status', ({ round, rehearsal }) => round === 2 && !rehearsal);
    await meeting.command({ command: 'open' });
    await phone.inbox.until('status', ({ phase, round }) => phase === 'open' && round === 2);
    expect(await phone.send(rehearsed)).toMatchObject({ code: 'wrong_round' });
    const state = await server.store.readMeeting(meeting.id);
    expect(returnedInAll(state?.tally ?? never())).toBe(0);
    expect(state?.tickets[1]).toMatchObject({ fresh: 6, spent: 0 });
    expect(await phone.cast(meeting.marks(1))).toMatchObject({ ok: true });
    phone.leave();
  }));

test('[PHASE-5] a voided round is kept with its figures, and the next one starts empty', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, meeting.tickets[0]?.[0] ?? '');
    expect(await phone.cast(meeting.marks(2))).toMatchObject({ ok: true });
    await meeting.command({ command: 'pause' });
    await meeting.command({ command: 'voidRound', reason: '票箱有误', confirmed: true });
    await phone.inbox.until('ticket', ({ state }) => state === 'fresh');
    await phone.inbox.until('status', ({ round }) => round === 2);
    const [voided] = await server.store.readVoidedRounds(meeting.id);
    expect(voided).toMatchObject({ round: 1, reason: '票箱有误', tally: { returned: [1, 0] } });
    await meeting.command({ command: 'open' });
    await phone.inbox.until('status', ({ phase, round }) => phase === 'open' && round === 2);
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
    const state = await server.store.readMeeting(meeting.id);
    expect([...(state?.tally.returned ?? [])]).toEqual([1, 0]);
    expect(await loggedEvents(server, meeting.id)).toContain('round_voided');
    phone.leave();
  }));

test('[RULE-3] a plan changed while a phone waits reaches it; after opening it is frozen', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    const presenters = meeting.plan.presenters.slice(0, 2);
    const plan = { ...meeting.plan, presenters };
    must(await changePlan(server.parts, meeting.id, { version: 1, plan }));
    await phone.inbox.until('paper', (paper) => paper.presenters.length === 2);
    await meeting.command({ command: 'open' });
    await phone.inbox.until('status', ({ phase }) => phase === 'open');
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ code: 'marks_extra' });
    expect(await phone.cast(meeting.marks(0).slice(0, 12))).toMatchObject({ ok: true });
    const late = await changePlan(server.parts, meeting.id, { version: 3, plan: meeting.plan });
    expect(late).toMatchObject({ code: 'plan_frozen' });
    phone.leave();
  }));

test('[PHASE-1] what the phase does not allow is refused and logged nowhere', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts, [1, 1]);
    const before = await loggedEvents(server, meeting.id);
    for (const command of ['pause', 'resume', 'cancelClosing'] as const)
      expect(await runCommand(server.parts, meeting.id, { command })).toMatchObject({
        code: 'wrong_phase',
      });
    expect(await loggedEvents(server, meeting.id)).toEqual(before);
  }));

test('[PHASE-1] of many consoles that open at once one opens, and 50 votes race one closing', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts, [1, 50]);
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => runCommand(server.parts, meeting.id, { command: 'open' })),
    );
    expect(opened.filter(({ ok }) => ok)).toHaveLength(1);
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
    );
    const casts = phones.map((phone) => phone.cast(meeting.marks(1)));
    await Promise.race(casts);
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    const answers = await Promise.all(casts);
    const accepted = answers.filter(({ ok }) => ok).length;
    const state = await server.store.readMeeting(meeting.id);
    expect(returnedInAll(state?.tally ?? never())).toBe(accepted);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(refused.every((code) => code === 'voting_closed')).toBe(true);
    const [closed] = await server.store.readLog(meeting.id, 1);
    expect(closed?.figures.returned).toBe(accepted);
    for (const phone of phones) phone.leave();
  }));

test('[PHASE-2] the figures of a closing hold a ballot that came in at the same moment', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 1]);
    const inner = innerHashOf(meeting.tickets[0]?.[0] ?? never());
    const commitment = commitmentOf(inner);
    const last = server.store.cast({
      meeting: meeting.id,
      round: 1,
      commitment,
      inner,
      receipt: receiptOf(commitment, newKey()),
      marks: meeting.marks(0),
    });
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    expect(await last).toEqual({ outcome: 'accepted' });
    const [closed] = await server.store.readLog(meeting.id, 1);
    expect(closed?.figures.returned).toBe(1);
  }));

function never(): never {
  throw new Error('the meeting is gone');
}
