import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { ballotSize } from '../../shared/ballot.ts';
import type { CastKey, MeetingId, Receipt, TicketSecret } from '../../shared/identifiers.ts';
import { meetingShape } from '../../shared/meeting.ts';
import { runArchiveCommand } from '../archive-commands.ts';
import { type ConsoleSession, openConsole } from '../load/console-session.ts';
import { noticePlan } from '../notice-plan.ts';
import { newKey, Phone } from '../phone.ts';
import { startRedis } from '../redis-server.ts';
import { ServerProcess } from '../server-process.ts';

const PLAN = noticePlan();
/** Nearly all of it is starting processes, which takes long on a busy machine. */
const TIME_LIMIT_MS = 180_000;
const CLOSE = { command: 'close', countdownSeconds: 0, confirmed: true } as const;

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-move-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The data folder of a server, and what else its environment says of its store. */
interface Place {
  readonly dataDir: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server at that place, for as long as `use` takes. */
async function served<Value>(
  { dataDir, environment = {} }: Place,
  use: (url: string, console: ConsoleSession) => Promise<Value>,
): Promise<Value> {
  const password = 'a password of a test';
  const server = new ServerProcess(dataDir, { ...environment, ORGANIZER_PASSWORD: password });
  try {
    const url = await server.listening();
    return await use(url, await openConsole(url, { password }));
  } finally {
    expect(await server.kill('SIGTERM')).toBe(0);
    expect(server.complained).toBe('');
  }
}

interface Draft {
  readonly id: MeetingId;
  readonly tickets: readonly TicketSecret[];
}

/** Three tickets of the leaders and five of the others. */
function prepare(place: Place): Promise<Draft> {
  return served(place, async (_, console) => {
    const { meeting } = await console.createMeeting(PLAN);
    const { tickets } = await console.mint(meeting.id, [3, 5]);
    return { id: meeting.id, tickets: tickets.map(({ secret }) => secret) };
  });
}

interface Vote {
  readonly ticket: TicketSecret;
  readonly key: CastKey;
  readonly receipt: Receipt;
}

async function vote(url: string, ticket: TicketSecret, grade: number, key: CastKey): Promise<Vote> {
  const phone = await Phone.enter(url, ticket);
  const marks = Array.from({ length: ballotSize(meetingShape(PLAN)) }, () => grade);
  const answer = await phone.cast(marks, key);
  phone.leave();
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return { ticket, key, receipt: answer.receipt };
}

/** All but the last ticket vote, and voting is closed. */
function hold(place: Place, { id, tickets }: Draft) {
  return served(place, async (url, console) => {
    await console.command(id, { command: 'open' });
    const votes: Vote[] = [];
    for (const [index, ticket] of tickets.slice(0, -1).entries())
      votes.push(await vote(url, ticket, index % 4, newKey()));
    await console.command(id, CLOSE);
    return { votes, result: await console.readResult(id) };
  });
}

async function logOf(dataDir: string, id: MeetingId): Promise<readonly string[]> {
  const store = openSqliteStore({ file: join(dataDir, 'pingyi.db') });
  try {
    return (await store.readLog(id, 100)).map(({ event }) => event);
  } finally {
    await store.close();
  }
}

/** Prepared here, held there, and kept elsewhere: two files, by the commands that people run. */
async function carryThereAndBack(there: Place): Promise<void> {
  const folder = testFolder();
  const here: Place = { dataDir: join(folder, 'here') };
  const elsewhere: Place = { dataDir: join(folder, 'elsewhere') };
  const [draftFile, file] = [join(folder, 'draft.json'), join(folder, 'closed.json')];
  const draft = await prepare(here);
  const { id } = draft;
  const carry = (from: Place, path: string, to: Place) => [
    runArchiveCommand('export-meeting', from.dataDir, ['--meeting', id, '--to', path], from),
    runArchiveCommand('import-meeting', to.dataDir, [path], to),
  ];

  for (const { code, said, complained } of carry(here, draftFile, there)) {
    expect([code, complained]).toEqual([0, '']);
    expect(said).toContain(`“${PLAN.title}”`);
    expect(said).toContain('阶段：准备中');
    expect(said).toContain('A 票（领导）：测评票 3 张，未用 3，已用 0，作废 0；票箱 0 票');
    expect(said).toContain('同一张票就能投两次');
  }
  expect(statSync(draftFile).mode & 0o777).toBe(0o600);
  const { votes, result } = await hold(there, draft);
  expect(result.groups.map(({ returned }) => returned)).toEqual([3, 4]);

  for (const { code, said } of carry(there, file, elsewhere)) {
    expect(code).toBe(0);
    expect(said).toContain('阶段：测评已结束');
    expect(said).toContain('B 票（其他）：测评票 5 张，未用 1，已用 4，作废 0；票箱 4 票');
    expect(said).not.toContain('投两次');
  }
  await served(elsewhere, async (url, console) => {
    const { revision, ...kept } = await console.readResult(id);
    expect(revision).toBeGreaterThan(result.revision);
    expect({ ...kept, revision: result.revision }).toEqual(result);
    for (const { ticket, key, receipt } of votes)
      expect((await vote(url, ticket, 0, key)).receipt).toBe(receipt);
  });
  const log = await logOf(elsewhere.dataDir, id);
  expect(log.filter((event) => event.startsWith('meeting_'))).toEqual([
    'meeting_created',
    'meeting_exported',
    'meeting_imported',
    'meeting_exported',
    'meeting_imported',
  ]);
  expect(runArchiveCommand('import-meeting', here.dataDir, [file]).complained).toMatch(
    /已经有这个会议.*（meeting_exists）\n$/,
  );
}

test(
  '[ARCHIVE-1, ARCHIVE-3] a meeting is prepared here, held there and kept elsewhere, the same',
  () => carryThereAndBack({ dataDir: testFolder() }),
  TIME_LIMIT_MS,
);

test(
  '[ARCHIVE-1, ARCHIVE-3] a meeting is prepared on one machine and held by a server on Redis',
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.dispose());
    await carryThereAndBack({ dataDir: testFolder(), environment: { REDIS_URL: redis.url } });
  },
  TIME_LIMIT_MS,
);

test('[ARCHIVE-1] the commands say to stop a server that runs, and what can be exported', async () => {
  const folder = testFolder();
  const path = join(folder, 'meeting.json');
  const data = join(folder, 'data');
  const { id } = await prepare({ dataDir: data });
  const words = ['--meeting', id, '--to', path];
  await served({ dataDir: data }, async (_, console) => {
    await console.command(id, { command: 'open' });
    const refused = runArchiveCommand('export-meeting', data, words);
    expect(refused).toMatchObject({ code: 1, said: '' });
    expect(refused.complained).toMatch(/^[^\n]*停止服务器[^\n]*（store_in_use）\n$/);
  });
  expect(runArchiveCommand('export-meeting', data, words).complained).toMatch(
    /^[^\n]*正在测评[^\n]*（meeting_running）\n$/,
  );
  expect(existsSync(path)).toBe(false);
  expect(runArchiveCommand('export-meeting', data, []).said).toContain(`${id}  测评进行中`);
  const unknown = ['--meeting', 'a'.repeat(12), '--to', path];
  expect(runArchiveCommand('export-meeting', data, unknown).complained).toContain(
    '（meeting_unknown）',
  );
});

test('[ARCHIVE-1] where nothing is kept there is nothing to export, and nothing is left behind', () => {
  const folder = testFolder();
  const data = join(folder, 'elsewhere');
  for (const words of [[], ['--meeting', 'a'.repeat(12)]]) {
    const { code, said, complained } = runArchiveCommand('export-meeting', data, words);
    expect([code, said]).toEqual([1, '']);
    expect(complained).toContain(join(data, 'pingyi.db'));
    expect(complained).toContain('（store_missing）');
    expect(existsSync(data)).toBe(false);
  }
});

test('[ARCHIVE-1] an empty store is named', async () => {
  const data = join(testFolder(), 'data');
  await served({ dataDir: data }, async () => undefined);
  expect(runArchiveCommand('export-meeting', data, []).said).toBe(
    `数据文件 ${join(data, 'pingyi.db')} 中没有会议。\n`,
  );
});

test('[ARCHIVE-2] a file that is of no use is named, and nothing is touched', async () => {
  const folder = testFolder();
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const path = join(folder, 'meeting.json');
  const { id } = await prepare({ dataDir: here });
  const words = ['--meeting', id, '--to', path];
  expect(runArchiveCommand('export-meeting', here, words).code).toBe(0);
  const file = readFileSync(path);
  expect(runArchiveCommand('export-meeting', here, words).complained).toContain(
    '（archive_exists）',
  );
  expect(readFileSync(path)).toEqual(file);
  const damages: readonly (readonly [string, Buffer])[] = [
    ['archive_damaged', file.subarray(0, file.length / 2)],
    ['archive_foreign', Buffer.from('PK\u0003\u0004')],
    ['archive_version', Buffer.from(file.toString().replace('"version":1', '"version":7'))],
  ];
  for (const [code, content] of damages) {
    writeFileSync(path, content);
    const { code: exit, complained } = runArchiveCommand('import-meeting', there, [path]);
    expect(exit).toBe(1);
    expect(complained).toMatch(new RegExp(`^[^\n]*\\p{Script=Han}[^\n]*（${code}）\n$`, 'u'));
  }
  expect(runArchiveCommand('import-meeting', there, [join(folder, 'none')]).complained).toContain(
    '（archive_unreadable）',
  );
  expect(existsSync(there)).toBe(false);
});

test('both commands explain themselves', () => {
  const folder = join(testFolder(), 'data');
  for (const command of ['export-meeting', 'import-meeting'] as const) {
    const { code, said } = runArchiveCommand(command, folder, ['--help']);
    expect([code, said.startsWith(`npm run ${command} -- `)]).toEqual([0, true]);
    const mistaken = runArchiveCommand(command, folder, ['--force']);
    expect([mistaken.code, mistaken.complained.includes('--help')]).toEqual([2, true]);
  }
  expect(existsSync(folder)).toBe(false);
});
