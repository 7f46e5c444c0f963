import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../free-port.ts';
import { pathOf, REDIS_SERVER } from '../required-programs.ts';

const TOP = join(import.meta.dirname, '..', '..');
const PASSWORD = '0123456789abcdef';

/** What Redis must be set to, and is asked for by `CONFIG GET`. */
const PROMISES: readonly (readonly [string, string])[] = [
  ['appendonly', 'yes'],
  ['appendfsync', 'always'],
  ['no-appendfsync-on-rewrite', 'no'],
  ['save', ''],
  ['maxmemory-policy', 'noeviction'],
  ['aof-timestamp-enabled', 'no'],
  ['slowlog-log-slower-than', '-1'],
  ['latency-monitor-threshold', '0'],
];

/** What Debian brings says so, or could. */
const OTHERWISE: readonly string[] = [
  'appendonly no',
  'appendfsync everysec',
  'no-appendfsync-on-rewrite yes',
  'save 3600 1',
  'maxmemory-policy allkeys-lru',
  'aof-timestamp-enabled yes',
  'slowlog-log-slower-than 10000',
  'latency-monitor-threshold 100',
];

/** The shell's program that docker-compose.yml starts Redis by, as the shell gets it. */
async function startProgram(): Promise<string> {
  const { services } = parse(await readFile(join(TOP, 'docker-compose.yml'), 'utf8'));
  const [shell, flag, program] = services.redis.command;
  expect([shell, flag]).toEqual(['sh', '-c']);
  return program.replaceAll('$$', '$');
}

/** What Redis says to somebody without the password. */
async function answerTo(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${command}\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer);
}

test('[CAST-2, SECRET-1] the Redis of the deployment keeps all, remembers no moments and asks for the password', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-redis-'));
  const port = await freePort();
  const settings = await readFile(join(TOP, 'deploy', 'redis.conf'), 'utf8');
  const file = join(folder, 'pingyi.conf');
  const here = `dir ${folder}\nport ${port}\nbind 127.0.0.1`;
  await writeFile(file, settings);
  const program = (await startProgram())
    .replace('/etc/redis/pingyi.conf', file)
    .replace(/^dir .*$/m, here);
  const redis = spawn('sh', ['-c', program], {
    stdio: 'ignore',
    // A group of its own, so that nothing stays behind should the shell not become Redis.
    detached: true,
    env: { PATH: process.env.PATH ?? '', REDIS_PASSWORD: PASSWORD },
  });
  try {
    const url = `redis://:${PASSWORD}@127.0.0.1:${port}`;
    const client = await createClient({ url })
      .on('error', () => undefined)
      .connect();
    const found = await client.configGet(PROMISES.map(([name]) => name));
    expect(Object.fromEntries(Object.entries(found))).toEqual(Object.fromEntries(PROMISES));
    await client.set('vote', 'kept');
    expect(await answerTo(port, 'GET vote')).toContain('-NOAUTH');
    client.destroy();
    expect(await readdir(folder)).toContain('appendonlydir');
    // The shell has become Redis: it is Redis that hears the signal, and stops in good order.
    expect(await readFile(`/proc/${redis.pid}/comm`, 'utf8')).toBe('redis-server\n');
    expect(await readFile(`/proc/${redis.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
    redis.kill('SIGTERM');
    expect(await once(redis, 'exit')).toEqual([0, null]);
  } finally {
    if (redis.exitCode === null) process.kill(-(redis.pid ?? 0), 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

test('[CAST-2, SECRET-1] included at the end of a configuration that says otherwise, it has the last word', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-redis-'));
  const port = await freePort();
  const file = join(folder, 'redis.conf');
  const here = ['bind 127.0.0.1 -::1', `port ${port}`, `dir ${folder}`];
  const end = `include ${join(TOP, 'deploy', 'redis.conf')}`;
  await writeFile(file, [...here, ...OTHERWISE, end, ''].join('\n'));
  const redis = spawn(pathOf(REDIS_SERVER), [file], { stdio: 'ignore' });
  const ended = once(redis, 'close');
  try {
    const client = await createClient({ url: `redis://127.0.0.1:${port}` })
      .on('error', () => undefined)
      .connect();
    const found = await client.configGet(PROMISES.map(([name]) => name));
    expect(Object.fromEntries(Object.entries(found))).toEqual(Object.fromEntries(PROMISES));
    client.destroy();
  } finally {
    redis.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
});
