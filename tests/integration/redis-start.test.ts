import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConsoleViewer, sessionCookie } from '../console-viewer.ts';
import { prepareMeeting } from '../meeting-under-test.ts';
import { sampleValue } from '../metrics-text.ts';
import { type RedisServer, startRedis } from '../redis-server.ts';
import { ServerProcess } from '../server-process.ts';
import { withApp } from '../server-under-test.ts';

async function withRedis(
  settings: Record<string, string>,
  use: (redis: RedisServer) => Promise<void>,
): Promise<void> {
  const redis = await startRedis(settings);
  try {
    await use(redis);
  } finally {
    await redis.dispose();
  }
}

/** What a start says that comes to nothing. */
async function refusedStart(environment: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-start-'));
  try {
    const server = new ServerProcess(folder, environment);
    expect(await server.ended()).toBe(1);
    return server.complained;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.each<readonly [string, Record<string, string>, string]>([
  ['keeps nothing on the disk', { appendonly: 'no' }, 'appendonly 应为 yes'],
  ['acknowledges before the disk has it', { appendfsync: 'everysec' }, 'appendfsync 应为 always'],
  [
    'does so while it rewrites its file',
    { 'no-appendfsync-on-rewrite': 'yes' },
    'no-appendfsync-on-rewrite 应为 no',
  ],
  [
    'throws votes away when memory runs short',
    { maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' },
    'maxmemory-policy 应为 noeviction',
  ],
  [
    'would do so as soon as there is a limit',
    { 'maxmemory-policy': 'allkeys-lfu' },
    'maxmemory-policy 应为 noeviction',
  ],
])('[CAST-2] a Redis that %s is refused at the start, in one line', (_name, settings, words) =>
  withRedis(settings, async ({ url }) => {
    const said = await refusedStart({ REDIS_URL: url });
    expect(said).toContain(words);
    expect(said.trim().split('\n')).toHaveLength(1);
  }),
);

test('[CAST-2] a Redis with a replica that could take over is refused', () =>
  withRedis({}, (master) =>
    withRedis({}, async (replica) => {
      await replica.ask('REPLICAOF', '127.0.0.1', String(master.port));
      while (!String(await master.ask('INFO', 'replication')).includes('connected_slaves:1'))
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await refusedStart({ REDIS_URL: master.url })).toContain('从节点');
    }),
  ));

test('[CAST-2] where an operator allows such a Redis, every console says so', () =>
  withRedis({ appendfsync: 'everysec' }, ({ url }) =>
    withApp(
      async (server) => {
        const meeting = await prepareMeeting(server.parts);
        const console = await ConsoleViewer.enter(server, meeting.id);
        expect((await console.inbox.until('overview')).lossy).toBe(true);
        const headers = { cookie: await sessionCookie(server) };
        const health = await fetch(`${server.url}/api/health`, { headers });
        expect(await health.json()).toMatchObject({ lossy: true, storage: { state: 'ok' } });
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        expect(sampleValue(metrics, 'pingyi_storage_lossy')).toBe(1);
        console.leave();
      },
      { environment: { REDIS_URL: url, ALLOW_LOSSY_REDIS: 'yes' } },
    ),
  ));

test('[CAST-2] so it is said on consoles that are open when such a Redis is weakened, and unsaid once it is mended', () =>
  withRedis({}, (redis) =>
    withApp(
      async (server) => {
        const meeting = await prepareMeeting(server.parts);
        const console = await ConsoleViewer.enter(server, meeting.id);
        expect((await console.inbox.until('overview')).lossy).toBe(false);
        await redis.ask('CONFIG', 'SET', 'appendfsync', 'everysec');
        await console.inbox.until('overview', ({ lossy }) => lossy);
        console.inbox.clear();
        await redis.ask('CONFIG', 'SET', 'appendfsync', 'always');
        await console.inbox.until('overview', ({ lossy }) => !lossy);
        console.leave();
      },
      { environment: { REDIS_URL: redis.url, ALLOW_LOSSY_REDIS: 'yes' } },
    ),
  ));

test('no Redis at all is told in one line, without the password', async () => {
  const said = await refusedStart({ REDIS_URL: 'redis://:very-secret@127.0.0.1:1' });
  expect(said).toContain('无法连接 Redis（127.0.0.1:1）');
  expect(said).not.toContain('very-secret');
});

test('[CAST-2] a Redis that is weakened while it runs takes no further vote until it is mended', () =>
  withRedis({}, (redis) =>
    withApp(
      async (server) => {
        await server.store.probe();
        await redis.ask('CONFIG', 'SET', 'appendfsync', 'everysec');
        await expect(server.store.probe()).rejects.toThrow();
        await expect(prepareMeeting(server.parts)).rejects.toMatchObject({
          code: 'REDIS_NOT_DURABLE',
        });
        await redis.ask('CONFIG', 'SET', 'appendfsync', 'always');
        await server.store.probe();
        await prepareMeeting(server.parts);
      },
      { environment: { REDIS_URL: redis.url } },
    ),
  ));
