import { describe, expect, it } from 'vitest';
import type { RoundFigures, StormFigures } from '../../../load/bench/contest.ts';
import { contestFigures, contestRows } from '../../../load/bench/vote-throughput.ts';

function storm(elapsedMs: number, serverMs: number, redisMs = 0): StormFigures {
  return { votes: 1000, elapsedMs, serverMs, redisMs, generatorMs: elapsedMs / 2 };
}

const ROUND: RoundFigures = {
  bare: storm(60, 30),
  embedded: storm(100, 60),
  redis: storm(200, 50, 20),
  twoOnRedis: storm(100, 55, 25),
};

describe('votes per second', () => {
  it('holds each contender against the one it is promised by', () => {
    const rows = contestRows([ROUND], 1000);
    expect(rows.map(({ ratio }) => ratio).slice(0, 3)).toEqual([
      '0.60 (0.60–0.60)',
      '0.50 (0.50–0.50)',
      '2.00 (2.00–2.00)',
    ]);
    expect(rows.map(({ met }) => met).slice(0, 3)).toEqual([true, true, null]);
    expect(rows[0]?.figure).toBe('10,000/s');
    const slower = contestRows([{ ...ROUND, redis: storm(201, 50, 20) }], 1000);
    expect(slower[1]?.met).toBe(false);
  });

  it('takes ratios round by round, since a disturbance hits both sides', () => {
    const disturbed = { ...ROUND, bare: storm(600, 30), embedded: storm(1000, 60) };
    const [embedded] = contestRows([ROUND, disturbed], 1000);
    expect(embedded?.ratio).toBe('0.60 (0.60–0.60)');
  });

  it('tells processor time of the server from that of Redis', () => {
    const { redis } = contestFigures([ROUND, ROUND]);
    expect([redis.server, redis.redis]).toEqual([50, 20]);
    expect(redis.generatorBusy).toBe(0.5);
    const row = contestRows([ROUND], 1000)[4];
    expect(row).toMatchObject({ figure: '50 µs and 20 µs in redis-server', ratio: '1.17' });
  });
});
