import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { QUIET_ZONE, qrPath } from '../../../../client-organizer/qr-path.ts';

const PIXELS_PER_MODULE = 4;
const RUN = /M(\d+) (\d+)h(\d+)v1h-(\d+)z/g;

/** Draws the path as a browser would, as black and white RGBA. */
function drawn(side: number, path: string): Uint8ClampedArray {
  const width = side * PIXELS_PER_MODULE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, column, row, length] of path.matchAll(RUN)) {
    for (let y = 0; y < PIXELS_PER_MODULE; y++)
      for (let x = 0; x < Number(length) * PIXELS_PER_MODULE; x++) {
        const at =
          (Number(row) * PIXELS_PER_MODULE + y) * width + Number(column) * PIXELS_PER_MODULE + x;
        pixels.fill(0, at * 4, at * 4 + 3);
      }
  }
  return pixels;
}

test.each([
  'http://192.168.1.20:3000/#0123456789ABCDEF',
  'https://a-rather-long-name.pingyi.example.gov.cn:8443/#ZZZZZZZZZZZZZZZZ',
])('%s reads back from its path', (text) => {
  const { side, path } = qrPath(text);
  const width = side * PIXELS_PER_MODULE;
  expect(jsqr.default(drawn(side, path), width, width)?.data).toBe(text);
});

test('the path is nothing but runs, and leaves a quiet zone on all sides', () => {
  const { side, path } = qrPath('http://192.168.1.20:3000/#0123456789ABCDEF');
  expect(path.replace(RUN, '')).toBe('');
  for (const [, column, row, length] of path.matchAll(RUN)) {
    expect(Number(column)).toBeGreaterThanOrEqual(QUIET_ZONE);
    expect(Number(column) + Number(length)).toBeLessThanOrEqual(side - QUIET_ZONE);
    expect(Number(row)).toBeGreaterThanOrEqual(QUIET_ZONE);
    expect(Number(row)).toBeLessThan(side - QUIET_ZONE);
  }
});
