import { describe, expect, it } from 'vitest';
import type { Row } from '../../../load/bench/figures.ts';
import { performancePage } from '../../../load/bench/performance-page.ts';
import type { Surroundings } from '../../../load/bench/report.ts';
import { FINDINGS } from './sample-findings.ts';

const ROW: Row = {
  what: 'votes',
  figure: '1/s',
  baseline: '2/s',
  ratio: '0.50',
  target: '≥ 0.6',
  met: false,
};
const WHERE: Surroundings = {
  command: 'npm run bench -- --write',
  date: '2026-01-31',
  machine: 'a machine',
  loadBefore: 0.1,
};

describe('docs/performance.md', () => {
  it('names command and machine, and has every row', () => {
    const page = performancePage([ROW], FINDINGS, WHERE, []);
    expect(page).toContain(
      'Written by `npm run bench -- --write` on 2026-01-31.\nMachine: a machine.',
    );
    expect(page).toContain('| votes | 1/s | 2/s | 0.50 | ≥ 0.6 | not met |');
    expect(page).not.toMatch(/NaN|undefined|null|Infinity|docs\/load/);
    expect(page).not.toContain('busy with other things');
  });

  it('takes a vote apart, the rest by difference', () => {
    const page = performancePage([], FINDINGS, WHERE, []);
    expect(page).toContain('| parse: the shape, by zod | 2.0 | 2.0 |');
    // 50 of the whole, less 1 + 2 + 3 + 4, less 20 and 5 of the commit.
    expect(page).toContain('| the rest of the server, by difference | 20.0 | 35.0 |');
  });

  it('says what is worked out, and where it is more than one thread can do', () => {
    const page = performancePage([], FINDINGS, WHERE, []);
    expect(page).toContain('The server needs 0.60 processors for these');
    expect(page).toContain('meetings: 0.20 processors in redis-server.');
    // 0.60 for the votes, 0.80 for the looks and 0.48 for the snapshots.
    expect(page).toContain('that is 1.88 processors, which 4 processes share at most half busy');
    const slow = { own: 100, redis: 200, elapsed: 2000 };
    const commitApart = { ...FINDINGS.parts.commitApart, redis: slow };
    const parts = { ...FINDINGS.parts, commitApart };
    expect(performancePage([], { ...FINDINGS, parts }, WHERE, [])).toContain(
      'meetings: 2.00 processors in redis-server, more than its one thread has.',
    );
  });

  it('says so when the machine was busy', () => {
    const page = performancePage([], FINDINGS, { ...WHERE, loadBefore: 3 }, []);
    expect(page).toContain('The machine was busy with other things');
  });

  it('quotes the runs under load that were kept', () => {
    const latency = { p50: 12.3, p99: 45.6 };
    const run = {
      command: 'npm run load -- --phones 20000',
      date: '2026-01-30',
      machine: 'another machine',
      phones: 20_000,
      acknowledged: 20_000,
      latencies: { arrival: latency, receipt: latency, screen: latency },
      differences: [],
    };
    const page = performancePage([], FINDINGS, WHERE, [run]);
    expect(page).toContain('another machine, on 2026-01-30');
    expect(page).toContain(
      '| `npm run load -- --phones 20000` | 20,000 | 20,000 | p50 12, p99 46 ms | p50 12, p99 46 ms | 0 |',
    );
  });
});
