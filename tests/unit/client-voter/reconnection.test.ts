import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openingLimitMs,
  reconnectDelayMs,
  transportOrder,
} from '../../../client-voter/reconnection.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('reconnecting', () => {
  it('waits a quarter of a second to five seconds', () => {
    fc.assert(
      fc.property(fc.nat(100), chance, (failures, random) => {
        const delay = reconnectDelayMs(failures, random);
        expect(delay).toBeGreaterThanOrEqual(250);
        expect(delay).toBeLessThanOrEqual(5000);
      }),
    );
  });

  it('comes back within a second of the first loss', () => {
    expect(reconnectDelayMs(0, 0.999)).toBeLessThanOrEqual(1000);
  });

  it('does not bring a crowd back in step, even after many failures', () => {
    const delays = Array.from({ length: 100 }, (_, phone) => reconnectDelayMs(50, phone / 100));
    expect(new Set(delays).size).toBe(100);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(3000);
  });

  it('tries websockets first, and begins with polling every second time', () => {
    expect(transportOrder(0)).toEqual(['websocket', 'polling']);
    expect(transportOrder(1)).toEqual(['polling', 'websocket']);
    expect(transportOrder(2)).toEqual(['websocket', 'polling']);
  });

  it('gives up websockets sooner than polling, which is the last resort', () => {
    expect(openingLimitMs(0, false)).toBeLessThan(openingLimitMs(1, false));
    expect(openingLimitMs(2, false)).toBe(openingLimitMs(0, false));
  });

  it('waits for its turn where websockets have worked before, but once only', () => {
    expect(openingLimitMs(0, true)).toBe(openingLimitMs(1, true));
    expect(openingLimitMs(2, true)).toBe(openingLimitMs(2, false));
  });
});
