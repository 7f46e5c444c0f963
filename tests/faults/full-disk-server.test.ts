import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Marks } from '../../shared/ballot.ts';
import type { CastKey, Receipt, TicketSecret } from '../../shared/identifiers.ts';
import { meetingShape } from '../../shared/meeting.ts';
import type { CommandRequest } from '../../shared/protocol/http.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { addBallot, emptyTally, returnedInAll, type Tally } from '../../shared/tally.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { requirePrograms, STRACE } from '../required-programs.ts';
import { beginFault } from './fault-run.ts';
import { placeOnReadOnlyDisk } from './read-only-disk.ts';
import {
  PASSWORD,
  type Place,
  placeOnSmallDisk,
  placeWithLimitedFiles,
} from './starving-server.ts';
import { testFolder, withStore } from './store-folder.ts';

const TICKETS = [10, 110] as const;
/** Who votes while there is room. */
const EARLY = 20;
/** Whose casts are on their way when the server is killed. */
const INTERRUPTED = 12;

/** One ticket with its ballot, and what became of it, as its voter knows it. */
interface Voter {
  readonly ticket: TicketSecret;
  readonly group: number;
  readonly key: CastKey;
  readonly marks: Marks;
  phone: Phone;
  receipt: Receipt | null;
}

/** The hall before one running server. */
interface Hall {
  readonly meeting: MeetingUnderTest;
  readonly voters: readonly Voter[];
  readonly viewer: ConsoleViewer;
  /** The status and the answer to what the console orders. */
  readonly order: (command: CommandRequest) => Promise<{ status: number; answer: unknown }>;
  readonly leave: () => void;
}

async function prepare(folder: string): Promise<MeetingUnderTest> {
  return withStore(join(folder, 'pingyi.db'), (store) =>
    openMeeting({ store, now: Date.now, randomBytes }, TICKETS),
  );
}

async function signIn(url: string): Promise<string> {
  const answer = await post(`${url}/api/session`, { password: PASSWORD });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function post(address: string, body: unknown, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function enter(
  url: string,
  meeting: MeetingUnderTest,
  known: readonly Voter[] = [],
): Promise<Hall> {
  const tickets = meeting.tickets.flatMap((ofGroup, group) =>
    ofGroup.map((ticket) => ({ ticket, group })),
  );
  const voters = await Promise.all(
    tickets.map(async ({ ticket, group }, index): Promise<Voter> => {
      const phone = await Phone.enter(url, ticket);
      const before = known[index];
      if (before !== undefined) return { ...before, phone };
      return {
        ticket,
        group,
        key: newKey(),
        marks: meeting.marks(index % 4),
        phone,
        receipt: null,
      };
    }),
  );
  const cookie = await signIn(url);
  const viewer = new ConsoleViewer(url, meeting.id, cookie);
  await viewer.inbox.until('overview');
  return {
    meeting,
    voters,
    viewer,
    order: async (command) => {
      const answer = await post(`${url}/api/meetings/${meeting.id}/commands`, command, cookie);
      return { status: answer.status, answer: await answer.json() };
    },
    leave: () => {
      viewer.leave();
      for (const { phone } of voters) phone.leave();
    },
  };
}

/** The same key whenever it is called; a receipt that was given before must be given again. */
async function cast(voter: Voter): Promise<CastAnswer> {
  const answer = await voter.phone.cast(voter.marks, voter.key);
  if (!answer.ok) return answer;
  if (voter.receipt !== null) expect(answer.receipt).toBe(voter.receipt);
  voter.receipt = answer.receipt;
  return answer;
}

async function castInWaves(voters: readonly Voter[], wave: number): Promise<readonly CastAnswer[]> {
  const answers: CastAnswer[] = [];
  for (let from = 0; from < voters.length; from += wave)
    answers.push(...(await Promise.all(voters.slice(from, from + wave).map(cast))));
  return answers;
}

async function expectAllAccepted(voters: readonly Voter[]): Promise<void> {
  const answers = await castInWaves(voters, 20);
  expect(new Set(answers.map(({ ok }) => ok))).toEqual(new Set([true]));
}

/** Some casts may still find room; then every one is refused, and everybody is told. */
async function expectOutage({ voters, viewer }: Hall, { code }: Place): Promise<void> {
  const [bystander] = voters.slice(-1);
  const filling = await castInWaves(voters.slice(EARLY, -INTERRUPTED), 5);
  const refused = filling.filter((answer) => !answer.ok);
  expect(refused.length).toBeGreaterThan(0);
  const starved = await castInWaves(voters.slice(EARLY, -INTERRUPTED).filter(isOut), 1);
  for (const answer of [...refused, ...starved])
    expect(answer).toMatchObject({ ok: false, code: 'storage_unavailable' });
  await bystander?.phone.inbox.until('status', ({ interrupted }) => interrupted);
  const { snapshot } = await viewer.inbox.until(
    'overview',
    ({ storage }) => storage.state === 'failing' && storage.code === code,
  );
  expect(snapshot.interrupted).toBe(true);
}

function isOut({ receipt }: Voter): boolean {
  return receipt === null;
}

/** [PHASE-1] Neither a closing at once nor an announced one: voting goes on when it is over. */
async function expectNoClosing({ order, voters }: Hall): Promise<void> {
  for (const countdownSeconds of [0, 10] as const)
    expect(await order({ command: 'close', countdownSeconds, confirmed: true })).toMatchObject({
      status: 503,
      answer: { ok: false, code: 'storage_unavailable' },
    });
  const [bystander] = voters.slice(-1);
  const heard = bystander?.phone.inbox.all('status') ?? [];
  expect(
    heard.filter(({ phase, closingInMs }) => phase !== 'open' || closingInMs !== null),
  ).toEqual([]);
}

async function expectRecovery({ voters, viewer }: Hall): Promise<void> {
  const [bystander] = voters.slice(-1);
  const since = bystander?.phone.inbox.all('status').length ?? 0;
  await expect
    .poll(() => bystander?.phone.inbox.all('status').slice(since).at(-1)?.interrupted, {
      timeout: 30_000,
    })
    .toBe(false);
  await viewer.inbox.until(
    'overview',
    ({ storage, log }) => storage.state === 'ok' && log.at(-1)?.event === 'storage_recovered',
  );
}

/** What the ballots count to whose voters have a receipt. */
function tallyOfReceipts({ meeting, voters }: Hall): Tally {
  const tally = emptyTally(meetingShape(meeting.plan));
  for (const { group, marks, receipt } of voters)
    if (receipt !== null) addBallot(tally, group, marks);
  return tally;
}

/** What is on the disk when no server has it. */
async function readBox(
  place: Place,
  { id }: MeetingUnderTest,
): Promise<{ counted: Tally; log: readonly LogEntry[] }> {
  return withStore(join(place.data(), 'pingyi.db'), async (store) => {
    const { counted, kept } = await store.recountBox(id);
    expect(counted).toEqual(kept);
    return { counted, log: await store.readLog(id, 50) };
  });
}

/** Everybody votes after all, it closes, and the box is what the voters were told. */
async function expectGoodEnd(hall: Hall): Promise<void> {
  await expectAllAccepted(hall.voters);
  const closed = await hall.order({ command: 'close', countdownSeconds: 0, confirmed: true });
  expect(closed).toMatchObject({ status: 200, answer: { meeting: { phase: 'closed' } } });
}

async function outageThatEnds(
  name: string,
  place: Place,
  meeting: MeetingUnderTest,
): Promise<void> {
  const { report } = beginFault(name);
  const server = place.start();
  const hall = await enter(await server.listening(), meeting);
  await expectAllAccepted(hall.voters.slice(0, EARLY));
  await place.takeRoom(server);
  await expectOutage(hall, place);
  await expectNoClosing(hall);
  const recovering = expectRecovery(hall);
  const began = performance.now();
  await place.giveRoom(server);
  await recovering;
  const recovered = Math.round(performance.now() - began);
  await expectGoodEnd(hall);
  hall.leave();
  expect(await server.kill('SIGTERM')).toBe(0);
  const { counted, log } = await readBox(place, meeting);
  expect(counted).toEqual(tallyOfReceipts(hall));
  expect(returnedInAll(counted)).toBe(TICKETS[0] + TICKETS[1]);
  expect(log.slice(-3).map(({ event, figures }) => [event, figures.code])).toEqual([
    ['storage_failed', place.code],
    ['storage_recovered', undefined],
    ['closed', undefined],
  ]);
  report(
    `1 outage in the middle of ${TICKETS[0] + TICKETS[1]} casts: none acknowledged in it, none lost, none twice; ` +
      `voting went on by itself ${recovered} ms after the disk did`,
  );
}

async function outageThatKills(place: Place, meeting: MeetingUnderTest): Promise<void> {
  const server = place.start();
  const before = await enter(await server.listening(), meeting);
  await expectAllAccepted(before.voters.slice(0, EARLY));
  await place.takeRoom(server);
  await expectOutage(before, place);
  for (const voter of before.voters.slice(-INTERRUPTED)) void cast(voter);
  expect(await server.kill('SIGKILL')).toBe('SIGKILL');
  before.leave();
  // Whoever cast at the very last has no answer, and there was no room for a ballot of his.
  const { counted } = await readBox(place, meeting);
  expect(counted).toEqual(tallyOfReceipts(before));

  // It comes back even while there is no room, so that phones find it and wait.
  const next = place.start();
  const url = await next.listening();
  await place.giveRoom(next);
  const hall = await enter(url, meeting, before.voters);
  await expectGoodEnd(hall);
  hall.leave();
  expect(await next.kill('SIGTERM')).toBe(0);
  const end = await readBox(place, meeting);
  expect(end.counted).toEqual(tallyOfReceipts(hall));
  expect(returnedInAll(end.counted)).toBe(TICKETS[0] + TICKETS[1]);
}

const PLACES = {
  'no room in a file': async (source: string) => placeWithLimitedFiles(source),
  'a full disk': async (source: string) =>
    (await placeOnSmallDisk(source)) ?? placeWithLimitedFiles(source),
};

test.each(Object.entries(PLACES))(
  '[CAST-2, PHASE-1] %s: refusals in words, no closing, and on by itself with room',
  async (name, placeFor) => {
    const source = testFolder();
    const meeting = await prepare(source);
    await outageThatEnds(name, await placeFor(source), meeting);
  },
);

test('[CAST-2, PHASE-1] a disk that became read-only: refusals in words, no closing, and on by itself', async () => {
  requirePrograms([STRACE]);
  const source = testFolder();
  const meeting = await prepare(source);
  const place = (await placeOnReadOnlyDisk(source)) ?? placeWithLimitedFiles(source);
  await outageThatEnds('a read-only disk', place, meeting);
});

test.each(Object.entries(PLACES))(
  '[CAST-2, CAST-3] %s and a kill in the middle of it: what was acknowledged is in the box, and no more',
  async (_, placeFor) => {
    const source = testFolder();
    const meeting = await prepare(source);
    await outageThatKills(await placeFor(source), meeting);
  },
);
