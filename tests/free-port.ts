import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: one of those could take the place of a
 * server while it is down, or between the look and its start.
 */
const LEAST_PORT = 12_000;
const MOST_PORT = 32_000;
const MOST_TRIES = 100;

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const port = randomInt(LEAST_PORT, MOST_PORT);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const holder = createServer().listen(port, '127.0.0.1');
  try {
    await once(holder, 'listening');
  } catch {
    return false;
  }
  holder.close();
  await once(holder, 'close');
  return true;
}
