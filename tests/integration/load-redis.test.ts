import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { startRedis } from '../redis-server.ts';

const WORDS = ['--meetings', '4', '--phones', '12', '--storms', '1'];
const TIMES = ['--arrive', '1', '--think', '0-0', '--submit', '2'];

test('[CAST-1..4] several meetings over two processes: the load command finds every receipt in the results', async () => {
  const redis = await startRedis();
  try {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['tests/load/load.ts', '--start', '2', ...WORDS, ...TIMES],
      { encoding: 'utf8', env: { ...process.env, REDIS_URL: redis.url } },
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('audit: each acknowledged ballot is in the result exactly once');
    expect(stdout).toMatch(/phones connected at once +48\n/);
  } finally {
    await redis.dispose();
  }
});
