import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openSession, SESSION_COOKIE } from '../../server/entrance/sessions.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, wholeNumber } from './fault-run.ts';
import { type HttpAnswer, HttpFuzzer } from './fuzz-http.ts';
import { SocketFuzzer } from './fuzz-socket.ts';
import { CANARY } from './mutation.ts';
import { testFolder } from './store-folder.ts';
import { STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

/** Half of them over HTTP, half through sockets. */
const INPUTS = wholeNumber('INPUTS', 12_000);
const AT_ONCE = 8;
const TIME_LIMIT_MS = 120_000 + INPUTS * 8;
/**
 * The server ends when what it keeps does not fit in here: a leak ends it, whatever the collector
 * leaves lying about on a machine with memory to spare.
 */
const HEAP_MB = 160;

async function prepareHall(parts: VotingParts) {
  const guarded = await openMeeting(parts, [2, 40]);
  const open = await prepareMeeting(parts, [2, 3]);
  const { token } = must(await addScreenLink(parts, guarded.id, 'screen'));
  const cookie = `${SESSION_COOKIE}=${await openSession(parts)}`;
  return { guarded, open: open.id, token, cookie };
}

type Hall = Awaited<ReturnType<typeof prepareHall>>;

/** Some ballots are in the box, and then nobody can cast: whatever comes in must change nothing. */
async function castAndPause(url: string, { guarded, cookie }: Hall): Promise<void> {
  for (const ticket of (guarded.tickets[1] ?? []).slice(0, 5)) {
    const phone = await Phone.enter(url, ticket);
    expect(await phone.cast(guarded.marks(1))).toMatchObject({ ok: true });
    phone.leave();
  }
  const paused = await fetch(`${url}/api/meetings/${guarded.id}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ command: 'pause' }),
  });
  expect(paused.status).toBe(200);
}

function memoryOf(server: ServerProcess): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.id}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

function expectNoFailure({ sent, status, body }: HttpAnswer): void {
  if (status >= 500 || body.includes('"internal"'))
    throw new Error(`${status} for ${sent}: ${body.slice(0, 300)}`);
}

/** `turn` again and again, several at once, until so many inputs were made. */
async function keepUp(inputs: number, turn: () => Promise<number>): Promise<void> {
  let left = inputs;
  const one = async () => {
    while (left > 0) {
      const made = await turn();
      left -= made;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

test.each(STORES_UNDER_FAULT)(
  '[CAST-4, SECRET-1] generated and mutated messages on $name: no failure, nothing in the log, the meeting unchanged',
  async ({ name, prepare }) => {
    const { random, report } = beginFault(`mutated messages on ${name}`);
    const folder = testFolder();
    const prepared = await prepare(folder);
    const hall = await withPrepared(prepared, prepareHall);
    const server = new ServerProcess(folder, {
      ...prepared.environment,
      LOG_LEVEL: 'trace',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    });
    onTestFinished(async () => void (await server.kill('SIGKILL')));
    const url = await server.listening();
    await castAndPause(url, hall);
    const { guarded, open, cookie, token } = hall;
    const http = new HttpFuzzer({ url, cookie, open, guarded: guarded.id }, random);
    onTestFinished(() => http.close());
    const cast = {
      meeting: guarded.id,
      round: 1,
      key: randomBytes(16).toString('hex'),
      marks: guarded.marks(0),
    };
    const tickets = [...(guarded.tickets[1] ?? []).slice(4)];
    const socket = new SocketFuzzer({ url, tickets, screenToken: token, cast }, random);

    const statuses = new Map<number, number>();
    let turns = 0;
    let answeredTurns = 0;
    const inOneRun = async (inputs: number) => {
      await keepUp(Math.ceil(inputs / 2), async () => {
        const answer = await http.send();
        expectNoFailure(answer);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        return 1;
      });
      await keepUp(Math.floor(inputs / 2), async () => {
        const { inputs: sent, heard, entered, answered } = await socket.turn();
        if (entered) turns += 1;
        if (answered) answeredTurns += 1;
        const failed = heard.find((message) => message.includes('"internal"'));
        if (failed !== undefined) throw new Error(`${failed} after ${sent.join('\n')}`);
        return sent.length;
      });
    };
    const began = performance.now();
    await inOneRun(INPUTS / 5);
    const warm = memoryOf(server);
    await inOneRun((INPUTS * 4) / 5);
    const memory = memoryOf(server);
    const seconds = Math.round((performance.now() - began) / 1000);
    // Or the first input of each connection ended it, and the others were never looked at.
    expect(answeredTurns).toBeGreaterThan(turns / 4);
    const asked = performance.now();
    const phone = await Phone.enter(url, tickets.at(-1) ?? '');
    expect(await phone.cast(guarded.marks(0))).toMatchObject({ code: 'voting_paused' });
    const untilAnswer = Math.round(performance.now() - asked);
    phone.leave();
    expect(await server.kill('SIGTERM')).toBe(0);
    for (const secret of [CANARY, cookie.slice(-43), ...tickets])
      expect(server.complained).not.toContain(secret);
    expect(server.complained).not.toMatch(/"level":(50|60)/);
    await withPrepared(prepared, async ({ store }) => {
      const state = await store.readMeeting(guarded.id);
      expect(state?.meeting).toMatchObject({ phase: 'paused', alarm: null });
      expect([...(state?.tally.returned ?? [])]).toEqual([0, 5]);
      const { counted, kept } = await store.recountBox(guarded.id);
      expect(counted).toEqual(kept);
      const log = await store.readLog(guarded.id, 20);
      expect(log.at(-1)?.event).toBe('paused');
    });
    const answered = [...statuses].toSorted().map(([status, many]) => `${many} × ${status}`);
    report(
      `${INPUTS} inputs in ${seconds} s; HTTP answers ${answered.join(', ')}; ${answeredTurns} of ${turns} phones' lines lived through theirs; no failure, nothing of them in the log, ` +
        `meeting unchanged; a phone entered and was answered after ${untilAnswer} ms; ` +
        `memory ${warm} MB after a fifth, ${memory} MB at the end, of which the heap had at most ${HEAP_MB} MB`,
    );
  },
  TIME_LIMIT_MS,
);
