import { get } from 'node:http';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { voidTickets } from '../../server/voting/tickets.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { VoterPaper } from '../../shared/protocol/voter.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { withApp } from '../server-under-test.ts';

async function refusedCode(url: string, auth: unknown): Promise<string> {
  const phone = new Phone(url, auth);
  const { code } = await phone.refusal();
  phone.leave();
  return code;
}

test('[TICKET-1, TICKET-4] a ticket opens its empty ballot, however it is typed', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const typed = meeting.tickets[1]?.[0]?.toLowerCase().replace(/(.{4})/g, '$1-') ?? '';
    const phone = await Phone.enter(server.url, typed);
    const paper: VoterPaper = {
      meeting: meeting.id,
      title: meeting.plan.title,
      unit: meeting.plan.unit,
      presenters: meeting.plan.presenters,
      items: meeting.plan.rule.items.map(({ label }) => label),
      grades: ['好', '较好', '一般', '较差'],
      blank: 'refused',
    };
    expect(phone.inbox.all('paper')).toEqual([paper]);
    expect(phone.inbox.all('ticket')).toEqual([
      { state: 'fresh', groupMark: 'B 票', groupLabel: '其他' },
    ]);
    expect(phone.inbox.all('status')).toEqual([
      {
        phase: 'draft',
        round: 1,
        rehearsal: false,
        closingInMs: null,
        interrupted: false,
        halted: false,
      },
    ]);
    phone.leave();
  }));

test('[TICKET-2] reading a ticket never spends it; a used or voided one enters and is told', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const [used = '', voided = ''] = meeting.tickets[1] ?? [];
    for (let reload = 0; reload < 3; reload++) {
      const phone = await Phone.enter(server.url, used);
      expect(phone.inbox.all('ticket').at(-1)?.state).toBe('fresh');
      phone.leave();
    }
    const voter = await Phone.enter(server.url, used);
    expect(await voter.cast(meeting.marks(1))).toMatchObject({ ok: true });
    voter.leave();
    must(await voidTickets(server.parts, meeting.id, { codes: [voided] }));
    const states: unknown[] = [];
    for (const ticket of [used, voided]) {
      const phone = await Phone.enter(server.url, ticket);
      states.push(phone.inbox.all('ticket').at(-1)?.state);
      phone.leave();
    }
    expect(states).toEqual(['spent', 'voided']);
  }));

test('[TICKET-5] a phone learns at once that its ticket is void, and cannot cast with it', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const [lost = '', kept = ''] = meeting.tickets[0] ?? [];
    const loser = await Phone.enter(server.url, lost);
    const keeper = await Phone.enter(server.url, kept);
    must(await voidTickets(server.parts, meeting.id, { codes: [lost] }));
    await loser.inbox.until('ticket', ({ state }) => state === 'voided');
    expect(await loser.cast(meeting.marks(0))).toMatchObject({ code: 'ticket_voided' });
    expect(await keeper.cast(meeting.marks(0))).toMatchObject({ ok: true });
    expect(keeper.inbox.all('ticket').every(({ state }) => state === 'fresh')).toBe(true);
    loser.leave();
    keeper.leave();
  }));

test('every reason not to enter has its code', () =>
  withApp(async (server) => {
    const meeting = await prepareMeeting(server.parts);
    const ticket = meeting.tickets[0]?.[0] ?? '';
    const protocol = PROTOCOL_VERSION;
    const cases: readonly (readonly [unknown, string])[] = [
      [{ protocol: protocol + 1, ticket }, 'version_mismatch'],
      [{ protocol: protocol - 1, code: ticket }, 'version_mismatch'],
      [{ protocol, ticket: ticket.slice(1) }, 'ticket_malformed'],
      [{ protocol, ticket: '0000000000000000' }, 'ticket_unknown'],
      [{ protocol, ticket: 7 }, 'bad_request'],
      [{ protocol, ticket: 'x'.repeat(1000) }, 'bad_request'],
      [{ ticket }, 'bad_request'],
      [{}, 'bad_request'],
    ];
    for (const [auth, code] of cases)
      expect([auth, await refusedCode(server.url, auth)]).toEqual([auth, code]);
  }));

test('guessing is slowed down, and keeps nobody out who has a ticket', () =>
  withApp(
    async (server) => {
      const meeting = await prepareMeeting(server.parts);
      const guess = { protocol: PROTOCOL_VERSION, ticket: '0000000000000000' };
      const codes: string[] = [];
      for (let tries = 0; tries < 61; tries++) codes.push(await refusedCode(server.url, guess));
      expect(codes.slice(0, 60).every((code) => code === 'ticket_unknown')).toBe(true);
      expect(codes.at(-1)).toBe('too_many_tries');
      const phone = await Phone.enter(server.url, meeting.tickets[0]?.[0] ?? '');
      expect(phone.socket.connected).toBe(true);
      phone.leave();
    },
    { now: () => 1_600_000_000_000 },
  ));

test('a page of another origin reaches no socket; the own one and PUBLIC_URL do', () =>
  withApp(
    async (server) => {
      const meeting = await prepareMeeting(server.parts);
      const auth = { protocol: PROTOCOL_VERSION, ticket: meeting.tickets[0]?.[0] };
      const foreign = new Phone(server.url, auth, { origin: 'https://elsewhere.example' });
      await new Promise((resolve) => foreign.socket.once('connect_error', resolve));
      expect(foreign.socket.connected).toBe(false);
      foreign.leave();
      expect(await pollingStatus(server.url, 'https://elsewhere.example')).toBe(403);
      expect(await pollingStatus(server.url, 'null')).toBe(403);
      for (const origin of [server.url, 'https://vote.example.org']) {
        const phone = new Phone(server.url, auth, { origin });
        await phone.inbox.until('status');
        phone.leave();
      }
    },
    { environment: { PUBLIC_URL: 'https://vote.example.org' } },
  ));

function pollingStatus(url: string, origin: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(
      `${url}/socket.io/?EIO=4&transport=polling`,
      { headers: { origin } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('error', reject);
  });
}

test('nobody stays where there is nothing', () =>
  withApp(async (server) => {
    const socket = io(server.url, { forceNew: true, transports: ['websocket'] });
    const error = await new Promise((resolve) => socket.once('connect_error', resolve));
    expect(error).toMatchObject({ message: 'not_found' });
    socket.disconnect();
  }));

test("a phone's ticket opens neither screen nor console", () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const ticket = meeting.tickets[0]?.[0] ?? '';
    const phone = await Phone.enter(server.url, ticket);
    const manager = phone.socket.io;
    const protocol = PROTOCOL_VERSION;
    const entrances = [
      ['/screen', { protocol, token: ticket }, 'screen_link_revoked'],
      ['/organizer', { protocol, meeting: meeting.id }, 'sign_in_required'],
    ] as const;
    for (const [namespace, auth, code] of entrances) {
      const socket = manager.socket(namespace, { auth });
      const refusal = await new Promise((resolve) => {
        socket.once('connect_error', (error) => resolve((error as Error & { data: unknown }).data));
        socket.connect();
      });
      expect(refusal).toMatchObject({ ok: false, code });
    }
    phone.leave();
  }));

test('[SECRET-1] no log line is about a vote, a ticket or an address', () =>
  withApp(async (server) => {
    const meeting = await openMeeting(server.parts);
    const secret = meeting.tickets[0]?.[0] ?? '';
    const phone = await Phone.enter(server.url, secret);
    const before = server.log.length;
    expect(await phone.cast(meeting.marks(3))).toMatchObject({ ok: true });
    await refusedCode(server.url, { protocol: PROTOCOL_VERSION, ticket: '0000000000000000' });
    phone.leave();
    await server.stop();
    expect(server.log.slice(before)).toEqual([]);
    expect(JSON.stringify(server.log)).not.toContain(secret);
  }));
