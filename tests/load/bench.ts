import { writeFile } from 'node:fs/promises';
import { measureBoxSize } from './bench/box-size.ts';
import type { Row } from './bench/figures.ts';
import {
  BENCH_HELP,
  type BenchOptions,
  type Measurement,
  readBenchRequest,
} from './bench/options.ts';
import { measureMemory } from './bench/phone-memory.ts';
import { performancePage, reportLines, surroundings } from './bench/report.ts';
import { measureScreenLatency } from './bench/screen-latency.ts';
import { measureThroughput } from './bench/vote-throughput.ts';

const PAGE = new URL('../../docs/performance.md', import.meta.url);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function measure(measurement: Measurement, options: BenchOptions): Promise<readonly Row[]> {
  const told = { ...options, progress: print };
  switch (measurement) {
    case 'votes':
      return measureThroughput(told);
    case 'screen':
      return measureScreenLatency(told);
    case 'memory':
      return measureMemory(told);
    case 'box':
      return measureBoxSize(told);
  }
}

async function bench(options: BenchOptions, words: readonly string[]): Promise<void> {
  const where = surroundings('bench', words, new Date());
  print(`${where.machine}; load average ${where.loadBefore.toFixed(1)}`);
  const rows: Row[] = [];
  for (const measurement of options.measurements)
    rows.push(...(await measure(measurement, options)));
  print('');
  for (const line of reportLines(rows)) print(line);
  if (options.write) await writeFile(PAGE, performancePage(rows, where));
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
