import { writeFile } from 'node:fs/promises';
import { alignColumns } from './aligned-columns.ts';
import { boxRows } from './bench/box-rows.ts';
import { measureBoxSize, startFigures } from './bench/box-size.ts';
import { holdContest } from './bench/contest.ts';
import type { Row } from './bench/figures.ts';
import type { Findings } from './bench/findings.ts';
import { readLoadRuns } from './bench/load-runs.ts';
import { BENCH_HELP, type BenchOptions, readBenchRequest } from './bench/options.ts';
import { performancePage } from './bench/performance-page.ts';
import { measureMemory, memoryRows } from './bench/phone-memory.ts';
import { reportLines, surroundings } from './bench/report.ts';
import { measureScreenLatency } from './bench/screen-latency.ts';
import { measureParts, PART_HEADINGS, partLines } from './bench/vote-parts.ts';
import { contestFigures, contestRows } from './bench/vote-throughput.ts';

const PAGE = new URL('../../docs/performance.md', import.meta.url);
const LOAD_RUNS = new URL('../../docs/load/', import.meta.url);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Measured {
  readonly rows: readonly Row[];
  /** Without those that were not asked for. */
  readonly findings: Partial<Findings>;
}

async function measureAll(options: BenchOptions): Promise<Measured> {
  const told = { ...options, progress: print };
  const rows: Row[] = [];
  const findings: { -readonly [Name in keyof Findings]?: Findings[Name] } = {};
  const wanted = new Set(options.measurements);
  if (wanted.has('votes') || wanted.has('parts')) {
    const rounds = await holdContest(told);
    findings.contest = contestFigures(rounds);
    rows.push(...contestRows(rounds, options.phones));
  }
  if (wanted.has('parts')) findings.parts = await measureParts(told);
  if (wanted.has('screen')) rows.push(...(await measureScreenLatency(told)));
  if (wanted.has('memory')) {
    findings.memory = await measureMemory(told);
    rows.push(...memoryRows(findings.memory, options.memoryPhones));
  }
  if (wanted.has('box')) {
    const figures = await measureBoxSize(told);
    findings.starts = startFigures(figures);
    findings.ballots = options.ballots;
    rows.push(...boxRows(figures, options.ballots));
  }
  return { rows, findings };
}

/** `--write` takes all measurements, so that none is missing. */
function complete(findings: Partial<Findings>): Findings {
  const { contest, parts, memory, starts, ballots } = findings;
  if (!contest || !parts || !memory || !starts || !ballots) throw new Error('not all was measured');
  return { contest, parts, memory, starts, ballots };
}

async function bench(options: BenchOptions, words: readonly string[]): Promise<void> {
  const where = surroundings('bench', words, new Date());
  print(`${where.machine}; load average ${where.loadBefore.toFixed(1)}`);
  const { rows, findings } = await measureAll(options);
  print('');
  for (const line of reportLines(rows)) print(line);
  const { parts, contest } = findings;
  if (parts !== undefined && contest !== undefined) {
    print('');
    const lines = [PART_HEADINGS, ...partLines(parts, contest)];
    for (const line of alignColumns(lines, ['left', 'left', 'left'])) print(line);
  }
  if (!options.write) return;
  const page = performancePage(rows, complete(findings), where, await readLoadRuns(LOAD_RUNS));
  await writeFile(PAGE, page);
}

const words = process.argv.slice(2);
const request = readBenchRequest(words);
switch (request.kind) {
  case 'help':
    print(BENCH_HELP);
    break;
  case 'mistake':
    for (const message of request.messages) process.stderr.write(`${message}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    await bench(request.options, words);
}
