import { expect, test } from 'vitest';
import { MOST_MARKS } from '../../shared/protocol/schemas/voter.ts';
import { returnedInAll } from '../../shared/tally.ts';
import { type MeetingUnderTest, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

async function returned(server: ServerUnderTest, { id }: MeetingUnderTest): Promise<number> {
  const state = await server.store.readMeeting(id);
  if (state === null) throw new Error('the meeting is gone');
  return returnedInAll(state.tally);
}

function ticket(meeting: MeetingUnderTest, group: number, place = 0): string {
  const secret = meeting.tickets[group]?.[place];
  if (secret === undefined) throw new Error('no such ticket');
  return secret;
}

test('[CAST-1, CAST-2] a ballot is in the box when its receipt arrives', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, ticket(meeting, 1));
    const answer = await phone.cast(meeting.marks(0));
    expect(answer).toEqual({ ok: true, receipt: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/) });
    const state = await server.store.readMeeting(meeting.id);
    expect([...(state?.tally.returned ?? [])]).toEqual([0, 1]);
    phone.leave();
  }));

test('[CAST-3] the same key gets the same receipt, another key is told that the ticket is used', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, ticket(meeting, 0));
    const key = newKey();
    const first = await phone.cast(meeting.marks(0), key);
    expect(first).toMatchObject({ ok: true });
    expect(await phone.cast(meeting.marks(0), key)).toEqual(first);
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    expect(await phone.cast(meeting.marks(0), key)).toEqual(first);
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: false, code: 'ticket_used' });
    expect(await returned(server, meeting)).toBe(1);
    phone.leave();
  }));

test('[CAST-1] of 40 casts of one ticket from four phones at once, one is counted', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const secret = ticket(meeting, 1);
    const phones = await Promise.all(
      Array.from({ length: 4 }, () => Phone.enter(server.url, secret)),
    );
    const answers = await Promise.all(
      phones.flatMap((phone) =>
        Array.from({ length: 10 }, (_, grade) => phone.cast(meeting.marks(grade % 4))),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(new Set(refused)).toEqual(new Set(['ticket_used']));
    expect(await returned(server, meeting)).toBe(1);
    for (const phone of phones) phone.leave();
  }));

test('[CAST-4] before opening, while paused and after closing a cast is refused by name', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const phone = await Phone.enter(server.url, ticket(meeting, 1));
    const code = async () => {
      const answer = await phone.cast(meeting.marks(0));
      return answer.ok ? 'accepted' : answer.code;
    };
    expect(await code()).toBe('voting_not_open');
    await meeting.command({ command: 'open' });
    await meeting.command({ command: 'pause' });
    expect(await code()).toBe('voting_paused');
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    expect(await code()).toBe('voting_closed');
    expect(await returned(server, meeting)).toBe(0);
    phone.leave();
  }));

test('[CAST-5] a cast that does not fit is refused by name and changes nothing', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const other = await openMeeting(server.parts);
    const phone = await Phone.enter(server.url, ticket(meeting, 1));
    const good = { meeting: meeting.id, round: 1, key: newKey(), marks: meeting.marks(0) };
    const cases: readonly (readonly [unknown, string])[] = [
      [{ ...good, meeting: other.id }, 'wrong_meeting'],
      [{ ...good, meeting: 'zzzzzzzzzzzz' }, 'wrong_meeting'],
      [{ ...good, round: 2 }, 'wrong_round'],
      [{ ...good, round: 0 }, 'wrong_round'],
      [{ ...good, marks: good.marks.slice(1) }, 'marks_missing'],
      [{ ...good, marks: [] }, 'marks_missing'],
      [{ ...good, marks: [...good.marks, 0] }, 'marks_extra'],
      [{ ...good, marks: Array.from({ length: MOST_MARKS + 1 }, () => 0) }, 'marks_extra'],
      [{ ...good, marks: Array.from({ length: MOST_MARKS + 500 }, () => 0) }, 'marks_extra'],
      [{ ...good, marks: good.marks.with(7, 5) }, 'mark_out_of_range'],
      [{ ...good, marks: good.marks.with(7, -1) }, 'mark_out_of_range'],
      [{ ...good, marks: good.marks.with(7, 1.5) }, 'mark_out_of_range'],
      [{ ...good, marks: good.marks.with(7, 4) }, 'blank_refused'],
      [{ ...good, marks: good.marks.map(String) }, 'bad_request'],
      [{ ...good, marks: { length: 48 } }, 'bad_request'],
      [{ ...good, key: 'short' }, 'bad_request'],
      [{ ...good, more: 1 }, 'bad_request'],
      ['cast', 'bad_request'],
      [null, 'bad_request'],
      [[], 'bad_request'],
      [undefined, 'bad_request'],
    ];
    for (const [request, code] of cases)
      expect([request, await phone.send(request)]).toMatchObject([request, { ok: false, code }]);
    expect(await returned(server, meeting)).toBe(0);
    expect(await phone.send(good)).toMatchObject({ ok: true });
    phone.leave();
  }));

test('[RULE-4] where the rule allows it, a blank is a mark', () =>
  withApp(async (server) => {
    const plan = await prepareMeeting(server.parts);
    const rule = { ...plan.plan.rule, blank: 'allowed' as const };
    const meeting = await openMeeting(server.parts, [1, 1], { rule });
    const phone = await Phone.enter(server.url, ticket(meeting, 0));
    expect(await phone.cast(meeting.marks(4))).toMatchObject({ ok: true });
    const state = await server.store.readMeeting(meeting.id);
    expect([...(state?.tally.blank ?? [])]).toEqual([1, 0]);
    phone.leave();
  }));

test('a message without a callback, of another event or far too large disturbs nobody', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const quiet = await Phone.enter(server.url, ticket(meeting, 1, 0));
    const rude = await Phone.enter(server.url, ticket(meeting, 1, 1));
    const emit = rude.socket.emit.bind(rude.socket) as (...message: unknown[]) => unknown;
    emit('cast', { meeting: meeting.id, round: 1, key: newKey(), marks: meeting.marks(0) });
    emit('status', { phase: 'closed' });
    emit('cast');
    const gone = new Promise((resolve) => rude.socket.once('disconnect', resolve));
    emit('cast', 'x'.repeat(100_000), () => {});
    expect(await gone).toBe('transport close');
    expect(quiet.socket.connected).toBe(true);
    expect(await quiet.cast(meeting.marks(2))).toMatchObject({ ok: true });
    expect(await returned(server, meeting)).toBe(1);
    quiet.leave();
    rude.leave();
  }));
