import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Cast, CastOutcome, Store } from '../../server/store/store.ts';
import { commitmentOf, innerHashOf, newTicketSecret } from '../../server/voting/ticket-hashes.ts';
import { alteredStore } from '../altered-store.ts';
import type { HandKind } from '../load/load-run/hand.ts';
import { type LoadOutcome, runLoad } from '../load/load-run/load-run.ts';
import type { LoadOptions } from '../load/load-run/options.ts';
import type { Scenario } from '../load/load-run/scenario.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const SCENARIO: Scenario = {
  meetings: 1,
  phonesPerMeeting: 20,
  presenters: 2,
  items: 3,
  arriveMs: 300,
  opens: 'last',
  thinkLeastMs: 0,
  thinkMostMs: 200,
  submitMs: 300,
  shape: 'even',
  storms: 0,
  leaves: false,
  seed: 5,
};

function load(
  server: ServerUnderTest,
  change: Partial<Scenario> = {},
  handKind: HandKind = 'thread',
): Promise<LoadOutcome> {
  const options: LoadOptions = {
    target: { kind: 'running', origins: [server.url] },
    scenario: { ...SCENARIO, ...change },
    screensPerMeeting: 1,
    workers: 2,
    patienceMs: 20_000,
    keep: false,
    markdown: false,
    jsonFile: null,
  };
  const key = { dataDir: server.folder };
  const end = async () => {};
  const deployment = { origins: [server.url], key, started: [], end };
  return runLoad(options, deployment, { progress: () => {}, handKind });
}

/** Under load by a few phones, what the audit of a server with an altered `cast` says. */
async function auditOf(
  alter: (store: Store) => Partial<Store>,
): Promise<{ readonly differences: readonly string[]; readonly said: string }> {
  let differences: readonly string[] = [];
  await withApp(
    async (server) => {
      ({ differences } = await load(server));
      const kept = await server.store.listMeetings();
      expect(kept.map(({ phase }) => phase)).toEqual(['closed']);
    },
    { around: (store) => alteredStore(store, alter(store)) },
  );
  return { differences, said: differences.join('\n') };
}

test('[CAST-1..4] several meetings, a storm in the midst of casting: all is in the results once, and nothing stays', async () => {
  await withApp(async (server) => {
    const change: Partial<Scenario> = { meetings: 3, submitMs: 1500, storms: 1, shape: 'rush' };
    const outcome = await load(server, change);
    expect(outcome.differences).toEqual([]);
    expect(outcome.acknowledged).toBe(60);
    expect(outcome.findings.notes.arrivals).toHaveLength(60);
    expect(outcome.findings.notes.returns).toHaveLength(60);
    expect(outcome.findings.notes.heard.closed).toHaveLength(60);
    expect(outcome.findings.asked.sameReceipt).toBe(60);
    expect(await server.store.listMeetings()).toEqual([]);
  });
});

test('[CAST-3] workers may be processes, voting may be open first, and phones may leave', async () => {
  await withApp(async (server) => {
    const outcome = await load(server, { opens: 'first', leaves: true }, 'process');
    expect(outcome.differences).toEqual([]);
    expect(outcome.findings.asked.sameReceipt).toBe(20);
    expect(outcome.findings.notes.receipts).toHaveLength(20);
  });
});

test('[CAST-2] a ballot that was acknowledged and not kept is found', async () => {
  const { said } = await auditOf((store) => {
    const forgotten = firstOf();
    return { cast: async (one) => (forgotten(one) ? { outcome: 'accepted' } : store.cast(one)) };
  });
  expect(said).toMatch(/ballots of (领导: 1 instead of 2|其他: 17 instead of 18)/);
  expect(said).toMatch(/述职人 1, 项目 1, (领导|其他): [\d/]+ instead of [\d/]+/);
  expect(said).toContain('a screen shows 19 instead of 20');
});

test('[CAST-1] a ballot that is in the box twice is found, though it has two tickets', async () => {
  const spare = innerHashOf(newTicketSecret(randomBytes));
  const commitment = commitmentOf(spare);
  const { said } = await auditOf((store) => {
    const groups = new Map<string, number>();
    const doubled = firstOf((ticket) => groups.get(ticket) === 1);
    return {
      mintTickets: (id, tickets, entry) => {
        for (const ticket of tickets) groups.set(ticket.commitment, ticket.group);
        return store.mintTickets(id, [...tickets, { commitment, group: 1 }], entry);
      },
      cast: async (one) => {
        const outcome = await store.cast(one);
        if (doubled(one)) await store.cast({ ...one, commitment, inner: spare });
        return outcome;
      },
    };
  });
  expect(said).toContain('ballots of 其他: 19 instead of 18');
  expect(said).toMatch(/述职人 1, 项目 1, 其他: [\d/]+ instead of [\d/]+/);
  expect(said).not.toContain('领导:');
});

test('[CAST-1] a single mark that was kept otherwise is found, and nothing beside it', async () => {
  const { differences } = await auditOf((store) => {
    const altered = firstOf();
    return {
      cast: (one) => {
        const [grade = 0] = one.marks;
        return store.cast(altered(one) ? { ...one, marks: one.marks.with(0, 3 - grade) } : one);
      },
    };
  });
  expect(differences).toEqual([expect.stringMatching(/述职人 1, 项目 1, (领导|其他): /)]);
});

test('[CAST-3] a phone that asks again and is told something else is found', async () => {
  const { differences } = await auditOf((store) => {
    const known = new Map<string, CastOutcome>();
    return {
      cast: async (one) => {
        if (known.has(one.commitment)) return { outcome: 'ticket_used' };
        const outcome = await store.cast(one);
        known.set(one.commitment, outcome);
        return outcome;
      },
    };
  });
  expect(differences).toEqual(['20 phones had a receipt and were refused after closing']);
});

test('the command starts a server, prints the figures and ends it', () => {
  const words = ['--phones', '12', '--arrive', '1', '--think', '0-0', '--submit', '1'];
  const { stdout, stderr, status } = run('--start', '1', ...words, '--seed', '7', '--markdown');
  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout).toMatch(/\| from 提交 to receipt: 12 phones, 提交 within 1 s \| p50 [\d.]+, p90 /);
  expect(stdout).toMatch(/\| phones without a receipt \| 0 \| {2}\| {2}\| 0 \| met \|/);
  expect(stdout).toContain('audit: each acknowledged ballot is in the result exactly once');
});

test('the command is for this machine, unless it is told otherwise, and names every mistake', () => {
  const { stderr, status } = run('--url', 'http://192.0.2.1,http://127.0.0.1', '--phones', '1');
  expect(stderr).toContain('needs --anywhere');
  expect(stderr).toContain('--phones is a whole number from 2 to 20000');
  expect(status).toBe(2);
  expect(run('--help').stdout).toContain('npm run load');
});

function run(...words: readonly string[]) {
  return spawnSync(process.execPath, ['tests/load/load.ts', ...words], { encoding: 'utf8' });
}

/** True of one ticket, the first that `fits`, however often it casts. */
function firstOf(
  fits: (commitment: string) => boolean = () => true,
): (one: Pick<Cast, 'commitment'>) => boolean {
  let chosen: string | null = null;
  return ({ commitment }) => {
    if (chosen === null && fits(commitment)) chosen = commitment;
    return chosen === commitment;
  };
}
