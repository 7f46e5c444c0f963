import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisServer } from '../redis-server.ts';
import type { Election, Vote } from './election.ts';
import { keysIn, redisTables, withQuestions } from './redis-tables.ts';

/** Whatever a Redis tells of what it was asked before; none of them belongs to a key. */
const QUESTIONS = [
  ['SLOWLOG', 'GET', '-1'],
  ['LATENCY', 'LATEST'],
  ['LATENCY', 'HISTOGRAM'],
  ['LATENCY', 'DOCTOR'],
  ['CLIENT', 'LIST'],
  ['INFO', 'everything'],
  ['MEMORY', 'STATS'],
  ['MEMORY', 'DOCTOR'],
  ['ACL', 'LOG'],
  ['FUNCTION', 'STATS'],
  ['COMMAND', 'LIST'],
] as const;

/**
 * Asks Redis for all that is in its memory, has it end as an operator would, and takes every file of
 * its folder.
 */
export async function leftByRedis(
  redis: RedisServer,
  folder: string,
  votes: readonly Vote[],
): Promise<Election> {
  const ballotBytes = votes[0]?.ballot.length ?? 0;
  const memory = join(folder, 'memory');
  mkdirSync(memory);
  const tables = await withQuestions(redis.url, async (ask) => {
    const read = await redisTables(ask, ballotBytes);
    const dumps: Buffer[] = [];
    for (const key of await keysIn(ask)) dumps.push((await ask('DUMP', key)) as Buffer);
    writeFileSync(join(memory, 'dumps'), Buffer.concat(dumps));
    const answers: Buffer[] = [];
    for (const question of QUESTIONS) answers.push(...bytesOf(await ask(...question)));
    writeFileSync(join(memory, 'answers'), Buffer.concat(answers));
    return read;
  });
  await redis.kill('SIGTERM');
  cpSync(redis.folder, join(folder, 'files'), { recursive: true });
  return { folder, tables, votes };
}

function bytesOf(answer: unknown): readonly Buffer[] {
  if (Array.isArray(answer)) return answer.flatMap(bytesOf);
  return [Buffer.isBuffer(answer) ? answer : Buffer.from(String(answer)), Buffer.from('\n')];
}
