import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { MeetingState } from '../../server/store/store.ts';
import { runCommand } from '../../server/voting/commands.ts';
import { mintTickets } from '../../server/voting/tickets.ts';
import type { CastKey, Receipt, TicketSecret } from '../../shared/identifiers.ts';
import { returnedInAll, sameTally } from '../../shared/tally.ts';
import { type MeetingUnderTest, must, prepareMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { ServerProcess } from '../server-process.ts';

const ROUNDS = 50;
const PHONES = 12;
/** Nearly all of it is starting the server 50 times, which takes long on a busy machine. */
const TIME_LIMIT_MS = 600_000;

/** One ticket and what became of its cast, as its voter knows it. */
interface Voter {
  readonly ticket: TicketSecret;
  readonly key: CastKey;
  /** Null while no answer came: the ballot may be in the box or not (CAST-4). */
  receipt: Receipt | null;
}

async function withStore<Value>(
  file: string,
  use: (parts: Parameters<typeof prepareMeeting>[0]) => Promise<Value>,
): Promise<Value> {
  const store = openSqliteStore({ file });
  try {
    return await use({ store, now: Date.now, randomBytes });
  } finally {
    await store.close();
  }
}

async function prepare(
  file: string,
): Promise<{ meeting: MeetingUnderTest; tickets: TicketSecret[] }> {
  return withStore(file, async (parts) => {
    const meeting = await prepareMeeting(parts, [1, 1]);
    const minted = must(await mintTickets(parts, meeting.id, [0, ROUNDS * PHONES]));
    must(await runCommand(parts, meeting.id, { command: 'open' }));
    return { meeting, tickets: minted.tickets.map(({ secret }) => secret) };
  });
}

/** Twelve phones cast at once, and the server is killed after some of the answers. */
async function castAndKill(
  folder: string,
  meeting: MeetingUnderTest,
  voters: readonly Voter[],
  answersBeforeKill: number,
): Promise<void> {
  const server = new ServerProcess(folder);
  const url = await server.listening();
  const phones = await Promise.all(voters.map(({ ticket }) => Phone.enter(url, ticket)));
  let answers = 0;
  const storm = new Promise<void>((resolve) => {
    voters.forEach((voter, index) => {
      void phones[index]?.cast(meeting.marks(index % 4), voter.key).then((answer) => {
        if (answer.ok) voter.receipt = answer.receipt;
        answers += 1;
        if (answers >= answersBeforeKill) resolve();
      });
    });
    if (answersBeforeKill === 0) resolve();
  });
  await storm;
  expect(await server.kill('SIGKILL')).toBe('SIGKILL');
  for (const phone of phones) phone.leave();
}

/** The same ticket and key once more, on a server that was started anew. */
async function askAgain(url: string, meeting: MeetingUnderTest, voter: Voter): Promise<Receipt> {
  const phone = await Phone.enter(url, voter.ticket);
  const answer = await phone.cast(meeting.marks(0), voter.key);
  phone.leave();
  if (!answer.ok) throw new Error(`asked again and was refused: ${answer.code}`);
  return answer.receipt;
}

test(
  `[CAST-2, CAST-3] ${ROUNDS} kills in the middle of voting: no acknowledged ballot is lost, none is there twice`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pingyi-kill-'));
    const file = join(folder, 'pingyi.db');
    try {
      const { meeting, tickets } = await prepare(file);
      const voters: Voter[] = tickets.map((ticket) => ({ ticket, key: newKey(), receipt: null }));
      for (let round = 0; round < ROUNDS; round++) {
        const mine = voters.slice(round * PHONES, (round + 1) * PHONES);
        await castAndKill(folder, meeting, mine, round % PHONES);
        const state = await withStore(file, async ({ store }) => {
          const { counted, kept } = await store.recountBox(meeting.id);
          expect(sameTally(counted, kept)).toBe(true);
          return store.readMeeting(meeting.id);
        });
        expectNoneLostNoneTwice(state, voters.slice(0, (round + 1) * PHONES));
      }
      const server = new ServerProcess(folder);
      const url = await server.listening();
      for (const voter of voters) {
        const receipt = await askAgain(url, meeting, voter);
        if (voter.receipt !== null) expect(receipt).toBe(voter.receipt);
      }
      expect(await server.kill('SIGTERM')).toBe(0);
      const state = await withStore(file, ({ store }) => store.readMeeting(meeting.id));
      expect(state === null ? 0 : returnedInAll(state.tally)).toBe(voters.length);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  TIME_LIMIT_MS,
);

function expectNoneLostNoneTwice(state: MeetingState | null, voters: readonly Voter[]): void {
  if (state === null) throw new Error('the meeting is gone');
  const inBox = returnedInAll(state.tally);
  const acknowledged = voters.filter(({ receipt }) => receipt !== null).length;
  expect(inBox).toBeGreaterThanOrEqual(acknowledged);
  expect(inBox).toBeLessThanOrEqual(voters.length);
  expect(state.tickets.reduce((sum, { spent }) => sum + spent, 0)).toBe(inBox);
}
