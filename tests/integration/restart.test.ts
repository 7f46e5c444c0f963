import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { runCommand } from '../../server/voting/commands.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { returnedInAll, sameTally } from '../../shared/tally.ts';
import { type MeetingUnderTest, must, openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

async function stateOf(server: ServerUnderTest, { id }: MeetingUnderTest) {
  const state = await server.store.readMeeting(id);
  if (state === null) throw new Error('the meeting is gone');
  return state;
}

test('[PHASE-3] a restart in the middle of a vote: phones and screens come back and go on', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts, [1, 4]);
    const { token } = must(await addScreenLink(server.parts, meeting.id, 'screen'));
    const screen = await ScreenViewer.enter(server.url, token);
    const phones = await Promise.all(
      (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
    );
    const [first, ...others] = phones;
    const key = newKey();
    const receipt = await first?.cast(meeting.marks(0), key);
    expect(receipt).toMatchObject({ ok: true });
    await screen.inbox.until('snapshot', ({ groups }) => groups[1]?.returned === 1);
    const before = await stateOf(server, meeting);
    for (const phone of phones) phone.inbox.clear();
    screen.inbox.clear();

    await server.restart();

    for (const phone of phones) await phone.inbox.until('status', ({ phase }) => phase === 'open');
    expect(first?.inbox.all('ticket').at(-1)?.state).toBe('spent');
    const shown = await screen.inbox.until('snapshot');
    expect(shown.groups[1]?.returned).toBe(1);
    expect(shown.revision).toBeGreaterThanOrEqual(before.revision);
    expect(await first?.cast(meeting.marks(0), key)).toEqual(receipt);
    for (const phone of others)
      expect(await phone.cast(meeting.marks(1))).toMatchObject({ ok: true });
    const after = await stateOf(server, meeting);
    expect([...after.tally.returned]).toEqual([0, 4]);
    for (const phone of phones) phone.leave();
    screen.leave();
  }));

test('[PHASE-1, PHASE-3] a countdown goes on through a restart, and one that fell due closes at once', () => {
  let clock = 1_600_000_000_000;
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts);
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      await meeting.command({ command: 'close', countdownSeconds: 60, confirmed: true });
      clock += 20_000;
      await server.restart();
      await phone.inbox.until(
        'status',
        ({ closingInMs }) => closingInMs !== null && closingInMs > 30_000 && closingInMs <= 40_000,
      );
      expect((await stateOf(server, meeting)).meeting.phase).toBe('open');
      await server.stop();
      clock += 40_000;
      await server.start();
      await phone.inbox.until('status', ({ phase }) => phase === 'closed');
      const [closed] = await server.store.readLog(meeting.id, 1);
      expect(closed).toMatchObject({ event: 'closed', role: 'server', at: clock });
      phone.leave();
    },
    { now: () => clock },
  );
});

function spoilOneMark(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`UPDATE box SET ballot = CAST(x'02' || substr(ballot, 2) AS BLOB)
    WHERE slot = (SELECT min(slot) FROM box WHERE substr(ballot, 1, 1) = x'01')`);
  database.close();
}

function breakOneSlot(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`UPDATE box SET ballot = CAST(x'FF' || substr(ballot, 2) AS BLOB)
    WHERE slot = (SELECT min(slot) FROM box)`);
  database.close();
}

for (const { what, spoil, figures } of [
  { what: 'differs from its tally', spoil: spoilOneMark, figures: { counted: 1, kept: 1 } },
  { what: 'is damaged', spoil: breakOneSlot, figures: { damage: expect.any(String) } },
])
  test(`[PHASE-6] a box that ${what} at a start halts the vote, and nothing is corrected`, () =>
    withApp(async (server) => {
      const meeting = await openMeeting(server.parts, [1, 2]);
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
      const { tally } = await stateOf(server, meeting);
      await server.stop();
      spoil(server.databaseFile);
      await server.start();
      await phone.inbox.until('status', ({ halted }) => halted);
      const late = await Phone.enter(server.url, meeting.tickets[1]?.[1] ?? '');
      expect(await late.cast(meeting.marks(0))).toMatchObject({ code: 'meeting_halted' });
      const state = await stateOf(server, meeting);
      expect(state.meeting).toMatchObject({ alarm: 'box_mismatch', phase: 'open' });
      expect(sameTally(state.tally, tally)).toBe(true);
      const [alarm] = await server.store.readLog(meeting.id, 1);
      expect(alarm).toMatchObject({ event: 'alarm_raised', role: 'server', figures });
      const closing = await runCommand(server.parts, meeting.id, {
        command: 'close',
        countdownSeconds: 0,
        confirmed: true,
      });
      expect(closing).toMatchObject({ code: 'meeting_halted' });
      await server.restart();
      expect(await server.store.readLog(meeting.id, 100)).toHaveLength(4);
      must(
        await runCommand(server.parts, meeting.id, {
          command: 'voidRound',
          reason: '票箱损坏',
          confirmed: true,
        }),
      );
      must(await runCommand(server.parts, meeting.id, { command: 'open' }));
      await late.inbox.until('status', ({ round, phase }) => round === 2 && phase === 'open');
      expect(await late.cast(meeting.marks(0))).toMatchObject({ ok: true });
      expect(returnedInAll((await stateOf(server, meeting)).tally)).toBe(1);
      phone.leave();
      late.leave();
    }));
