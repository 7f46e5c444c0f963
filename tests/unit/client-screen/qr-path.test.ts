import jsQr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { qrPath } from '../../../client-screen/qr-path.ts';

const SCALE = 4;
const QUIET = 4;

/** Draws the path's unit squares as black pixels. */
function drawn({ size, path }: ReturnType<typeof qrPath>): {
  data: Uint8ClampedArray;
  side: number;
} {
  const side = (size + 2 * QUIET) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, column, row] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let pixel = 0; pixel < SCALE * SCALE; pixel++) {
      const x = (Number(column) + QUIET) * SCALE + (pixel % SCALE);
      const y = (Number(row) + QUIET) * SCALE + Math.floor(pixel / SCALE);
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { data, side };
}

describe('the QR code of the address', () => {
  it('reads back as the address', () => {
    const { data, side } = drawn(qrPath('http://192.168.10.20:3000/'));
    expect(jsQr.default(data, side, side)?.data).toBe('http://192.168.10.20:3000/');
  });
});
