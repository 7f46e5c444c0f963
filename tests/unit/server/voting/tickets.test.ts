import { expect, test } from 'vitest';
import { runCommand } from '../../../../server/voting/commands.ts';
import { readDetail } from '../../../../server/voting/meetings.ts';
import { commitmentOf, innerHashOf } from '../../../../server/voting/ticket-hashes.ts';
import { mintTickets, voidTickets } from '../../../../server/voting/tickets.ts';
import { alteredStore } from '../../../altered-store.ts';
import { must, openMeeting, prepareMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

const CLOSE = { command: 'close', countdownSeconds: 0, confirmed: true } as const;

test('[TICKET-3] what is kept of tickets is in another order than what was printed', () =>
  withParts(async (parts) => {
    const { id } = await prepareMeeting(parts, [1, 1]);
    const handed: string[] = [];
    const store = alteredStore(parts.store, {
      mintTickets: (meeting, tickets, entry) => {
        handed.push(...tickets.map(({ commitment }) => commitment));
        return parts.store.mintTickets(meeting, tickets, entry);
      },
    });
    const { tickets } = must(await mintTickets({ ...parts, store }, id, [50, 50]));
    const printed = tickets.map(({ secret }) => commitmentOf(innerHashOf(secret)));
    expect(handed).toEqual([...printed].sort());
    expect(handed).not.toEqual(printed);
    expect(tickets.map(({ group }) => group)).toEqual([
      ...Array<number>(50).fill(0),
      ...Array<number>(50).fill(1),
    ]);
  }));

test('[TICKET-5] tickets can be added until voting closes, each time as a batch', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    expect(must(await mintTickets(parts, id, [0, 3]))).toMatchObject({ batch: 2 });
    const { tickets, batches } = must(await readDetail(parts, id));
    expect(tickets.map(({ minted }) => minted)).toEqual([1, 4]);
    expect(batches.map(({ batch }) => batch)).toEqual([1, 2]);
    const [entry] = await parts.store.readLog(id, 1);
    expect(entry).toMatchObject({
      event: 'tickets_minted',
      figures: { minted: 3, 'A 票': 0, 'B 票': 3 },
    });
    must(await runCommand(parts, id, CLOSE));
    expect(await mintTickets(parts, id, [1, 1])).toMatchObject({ code: 'wrong_phase' });
  }));

test.each([
  [[20_000, 1], 'tickets_too_many'],
  [[0, 0], 'bad_request'],
  [[1], 'bad_request'],
  [[1, 1, 1], 'bad_request'],
])('counts of %j are refused', (counts, code) =>
  withParts(async (parts) => {
    const { id } = await prepareMeeting(parts, [1, 1]);
    expect(await mintTickets(parts, id, counts)).toMatchObject({ code });
    expect(must(await readDetail(parts, id)).batches).toHaveLength(1);
  }),
);

test('[TICKET-5] each code that is not voided is named with its reason, a repeated one once voided', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts, [2, 2]);
    const other = await prepareMeeting(parts, [1, 1]);
    const [fresh = '', kept = ''] = meeting.tickets[0] ?? [];
    const [voided = ''] = meeting.tickets[1] ?? [];
    const foreign = other.tickets[0]?.[0] ?? '';
    must(await voidTickets(parts, meeting.id, { codes: [voided] }));
    const typed = fresh.toLowerCase();
    const codes = [fresh, typed, voided, foreign, 'ZZZZZZZZZZZZZZZZ', '123'];
    const answer = must(await voidTickets(parts, meeting.id, { codes }));
    expect(answer.voided).toBe(1);
    expect(answer.refused.map(({ code, refusal }) => [code, refusal.code])).toEqual([
      [voided, 'ticket_voided'],
      [foreign, 'wrong_meeting'],
      ['ZZZZZZZZZZZZZZZZ', 'ticket_unknown'],
      ['123', 'ticket_malformed'],
    ]);
    const { tickets } = must(await readDetail(parts, meeting.id));
    expect(tickets.map((counts) => counts.voided)).toEqual([1, 1]);
    expect(await parts.store.findTicket(commitmentOf(innerHashOf(kept as never)))).toMatchObject({
      state: 'fresh',
    });
    const [entry] = await parts.store.readLog(meeting.id, 1);
    expect(entry).toMatchObject({ event: 'tickets_voided', figures: { voided: 1 } });
    expect(JSON.stringify(entry)).not.toContain(fresh);
  }));

test('[TICKET-5] a batch is voided as far as it is fresh, an unknown one not at all', () =>
  withParts(async (parts) => {
    const meeting = await prepareMeeting(parts, [1, 2]);
    must(await voidTickets(parts, meeting.id, { codes: [meeting.tickets[1]?.[0] ?? ''] }));
    expect(must(await voidTickets(parts, meeting.id, { batch: 1 }))).toEqual({
      voided: 2,
      refused: [],
    });
    expect(must(await voidTickets(parts, meeting.id, { batch: 1 })).voided).toBe(0);
    expect(await voidTickets(parts, meeting.id, { batch: 2 })).toMatchObject({
      code: 'batch_unknown',
    });
  }));
