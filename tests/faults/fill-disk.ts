import { closeSync, openSync, writeSync } from 'node:fs';

/** Takes all the room that is left where `ballast` is, down to the last byte. */
export function fillDisk(ballast: string): void {
  const handle = openSync(ballast, 'w');
  for (let size = 1 << 20; size >= 1; size >>= 1) while (writes(handle, size));
  closeSync(handle);
}

function writes(handle: number, size: number): boolean {
  try {
    return writeSync(handle, Buffer.alloc(size, 1)) > 0;
  } catch {
    return false;
  }
}
