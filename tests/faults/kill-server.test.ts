import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { MeetingState, Store } from '../../server/store/store.ts';
import { runCommand } from '../../server/voting/commands.ts';
import { mintTickets } from '../../server/voting/tickets.ts';
import type { CastKey, MeetingId, Receipt, TicketSecret } from '../../shared/identifiers.ts';
import { returnedInAll, sameTally } from '../../shared/tally.ts';
import { type MeetingUnderTest, must, prepareMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, between, times, wholeNumber } from './fault-run.ts';
import { testFolder } from './store-folder.ts';
import { type PreparedStore, STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

const USUAL_ROUNDS = 50;
const PHONES = 12;
/** Nearly all of it is starting the server each time, which takes long on a busy machine. */
const TIME_LIMIT_MS = wholeNumber('ROUNDS', USUAL_ROUNDS) * 12_000;
/** Within this the answers of one storm come in, so that a kill falls before, among or after them. */
const STORM_MS = 25;

/** One ticket and what became of its cast, as its voter knows it. */
interface Voter {
  readonly ticket: TicketSecret;
  readonly key: CastKey;
  /** Null while no answer came: the ballot may be in the box or not (CAST-4). */
  receipt: Receipt | null;
}

async function prepare(
  prepared: PreparedStore,
  voters: number,
): Promise<{ meeting: MeetingUnderTest; tickets: TicketSecret[] }> {
  return withPrepared(prepared, async (parts) => {
    const meeting = await prepareMeeting(parts, [1, 1]);
    const minted = must(await mintTickets(parts, meeting.id, [0, voters]));
    must(await runCommand(parts, meeting.id, { command: 'open' }));
    return { meeting, tickets: minted.tickets.map(({ secret }) => secret) };
  });
}

/**
 * Twelve phones cast at once, and the server is killed after some time. Returns how long it took
 * from the start of the process until the first receipt, null where the kill came before.
 */
async function castAndKill(
  server: ServerProcess,
  meeting: MeetingUnderTest,
  voters: readonly Voter[],
  killAfterMs: number,
): Promise<number | null> {
  const started = performance.now();
  const url = await server.listening();
  const phones = await Promise.all(voters.map(({ ticket }) => Phone.enter(url, ticket)));
  let firstReceipt: number | null = null;
  voters.forEach((voter, index) => {
    void phones[index]?.cast(meeting.marks(index % 4), voter.key).then((answer) => {
      if (!answer.ok) return;
      voter.receipt = answer.receipt;
      firstReceipt ??= performance.now() - started;
    });
  });
  await delay(killAfterMs);
  expect(await server.kill('SIGKILL')).toBe('SIGKILL');
  for (const phone of phones) phone.leave();
  return firstReceipt;
}

/** The same ticket and key once more, on a server that was started anew. */
async function askAgain(url: string, meeting: MeetingUnderTest, voter: Voter): Promise<Receipt> {
  const phone = await Phone.enter(url, voter.ticket);
  const answer = await phone.cast(meeting.marks(0), voter.key);
  phone.leave();
  if (!answer.ok) throw new Error(`asked again and was refused: ${answer.code}`);
  return answer.receipt;
}

async function readSound(store: Store, id: MeetingId): Promise<MeetingState> {
  const { counted, kept } = await store.recountBox(id);
  expect(sameTally(counted, kept)).toBe(true);
  const state = await store.readMeeting(id);
  if (state === null) throw new Error('the meeting is gone');
  return state;
}

function expectNoneLostNoneTwice(state: MeetingState, voters: readonly Voter[]): void {
  const inBox = returnedInAll(state.tally);
  const acknowledged = voters.filter(({ receipt }) => receipt !== null).length;
  expect(inBox).toBeGreaterThanOrEqual(acknowledged);
  expect(inBox).toBeLessThanOrEqual(voters.length);
  expect(state.tickets.reduce((sum, { spent }) => sum + spent, 0)).toBe(inBox);
}

test.each(STORES_UNDER_FAULT)(
  '[CAST-2, CAST-3] kill -9 in the middle of voting on $name: no acknowledged ballot is lost, none is there twice',
  async ({ name, prepare: prepareStore, share }) => {
    const rounds = wholeNumber('ROUNDS', USUAL_ROUNDS * share);
    const { random, report } = beginFault(`kill -9 of the server on ${name}`);
    const folder = testFolder();
    const prepared = await prepareStore(folder);
    const { meeting, tickets } = await prepare(prepared, rounds * PHONES);
    const voters: Voter[] = tickets.map((ticket) => ({ ticket, key: newKey(), receipt: null }));
    const untilReceipt: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const mine = voters.slice(round * PHONES, (round + 1) * PHONES);
      const server = new ServerProcess(folder, prepared.environment);
      const after = between(random, 0, STORM_MS);
      const first = await castAndKill(server, meeting, mine, after);
      if (first !== null) untilReceipt.push(first);
      const state = await withPrepared(prepared, ({ store }) => readSound(store, meeting.id));
      expectNoneLostNoneTwice(state, voters.slice(0, (round + 1) * PHONES));
    }
    const acknowledged = voters.filter(({ receipt }) => receipt !== null).length;
    const server = new ServerProcess(folder, prepared.environment);
    const url = await server.listening();
    for (const voter of voters) {
      const receipt = await askAgain(url, meeting, voter);
      if (voter.receipt !== null) expect(receipt).toBe(voter.receipt);
    }
    expect(await server.kill('SIGTERM')).toBe(0);
    const state = await withPrepared(prepared, ({ store }) => readSound(store, meeting.id));
    expect(returnedInAll(state.tally)).toBe(voters.length);
    report(
      `${rounds} kills, ${acknowledged} of ${voters.length} ballots acknowledged before one, none lost, none twice; ` +
        `from starting the server to a receipt: ${times(untilReceipt)}`,
    );
  },
  TIME_LIMIT_MS,
);
