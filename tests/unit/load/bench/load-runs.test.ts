import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLoadRuns } from '../../../load/bench/load-runs.ts';

const latency = { p50: 1, p99: 2, max: 3 };
const run = {
  command: 'npm run load',
  date: '2026-01-30',
  machine: 'a machine',
  phones: 10,
  acknowledged: 10,
  latencies: { arrival: latency, receipt: latency, screen: latency, return: latency },
  differences: [],
  errors: {},
};

describe('runs of npm run load that were kept', () => {
  let folder = '';
  const address = () => pathToFileURL(`${folder}/`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pingyi-load-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are read by name, more in a file than is quoted being no harm', async () => {
    await writeFile(join(folder, '2.json'), JSON.stringify({ ...run, phones: 20 }));
    await writeFile(join(folder, '1.json'), JSON.stringify(run));
    await writeFile(join(folder, 'notes.txt'), 'no run');
    expect((await readLoadRuns(address())).map(({ phones }) => phones)).toEqual([10, 20]);
  });

  it('are none where there is no folder', async () => {
    expect(await readLoadRuns(new URL('elsewhere/', address()))).toEqual([]);
  });

  it('are refused where the figures are missing', async () => {
    await writeFile(join(folder, '1.json'), JSON.stringify({ ...run, latencies: {} }));
    await expect(readLoadRuns(address())).rejects.toThrow();
  });
});
