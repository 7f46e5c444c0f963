import { describe, expect, it } from 'vitest';
import { calculateMillion, calculateProvince } from '../../../load/bench/calculation.ts';
import { FINDINGS } from './sample-findings.ts';

describe('what is worked out from measured figures', () => {
  it('a province: rates, processors and memory', () => {
    const of = calculateProvince(FINDINGS);
    expect(of.evenly).toBeCloseTo(27.78, 2);
    expect([of.rush, of.rushOfAHall]).toEqual([10_000, 25]);
    // 10,000 votes a second at 50 µs with a commit of 15 instead of 5, and at 20 µs of Redis.
    expect(of.serverProcessors).toBeCloseTo(0.6);
    expect(of.redisProcessors).toBeCloseTo(0.2);
    // 400 halls, ten looks a second for a screen and ten for a console, at 100 µs and 20 µs.
    expect(of.lookProcessors).toBeCloseTo(0.8);
    expect(of.redisLookProcessors).toBeCloseTo(0.16);
    // Ten snapshots a second for the one and two for the other, at 100 µs.
    expect(of.snapshotProcessors).toBeCloseTo(0.48);
    // 100,000 phones at 600 µs within a minute.
    expect(of.arrivalProcessors).toBeCloseTo(1);
    expect(of.phoneGigabytes).toBeCloseTo(1);
    expect(of.embeddedSeconds).toBeCloseTo(5);
  });

  it('one meeting of a million: what its node of Redis has to do', () => {
    const of = calculateMillion(FINDINGS);
    expect(of.redisSeconds).toBeCloseTo(10);
    expect(of.redisEvenly).toBeCloseTo(0.00278, 5);
    expect(of.processes).toBe(50);
    // Two processes, ten looks a second each, at 20 µs.
    expect(of.redisLooks).toBeCloseTo(0.0004, 5);
    expect(of.phoneGigabytes).toBeCloseTo(10);
    // Eight presenters, six items, a byte each.
    expect(of.boxMegabytes).toBe(48);
    // A second, and one more for every 100,000 ballots.
    expect(of.startSeconds).toBeCloseTo(11);
  });
});
