import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServerProcess } from '../server-process.ts';

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-start-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a start prints a sign-in link that works once, and the address of phones', () =>
  withFolder(async (folder) => {
    const server = new ServerProcess(folder);
    const url = await server.listening();
    const token = /#sign-in=(\S+)/.exec(server.said)?.[1];
    const signIn = () =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    expect((await signIn()).ok).toBe(true);
    expect((await signIn()).ok).toBe(false);
    expect(server.complained).toBe('');
    expect(await server.kill('SIGTERM')).toBe(0);
  }));

test('commands in another terminal find the running server, and say so when there is none', () =>
  withFolder(async (folder) => {
    const env = { ...process.env, DATA_DIR: folder };
    const run = (script: string, ...words: string[]) =>
      spawnSync(process.execPath, [script, ...words], { env, encoding: 'utf8' });
    const rehearse = () =>
      run('tests/load/rehearse.ts', '--voters', '4', '--seconds', '1', '--wait', '0');
    expect(run('server/sign-in.ts').stderr).toContain('没有服务器');
    expect(run('server/sign-in.ts', '--help').stdout).toContain('npm run sign-in\n');
    expect(run('server/sign-in.ts', '--hepl').stderr).toContain('未知的选项 --hepl');
    expect(rehearse().stderr).toContain('没有服务器');
    const server = new ServerProcess(folder);
    const url = await server.listening();
    const { port } = new URL(url);
    expect(run('server/sign-in.ts').stdout).toContain(`:${port}/organizer/#sign-in=`);
    expect(rehearse().stdout).toContain('一致');
    await server.kill('SIGTERM');
    expect(run('server/sign-in.ts').stderr).toContain('没有服务器');
  }));

test('a start that cannot be says in one Chinese line what to do, and exits with 1', () =>
  withFolder(async (folder) => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const taken = String(typeof address === 'object' ? address?.port : '');
    await writeFile(join(folder, 'not-a-certificate.pem'), 'nothing');
    const pem = join(folder, 'not-a-certificate.pem');
    const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
      [{ PORT: taken }, new RegExp(`^端口 ${taken} 已被占用：.*PORT.*\n$`)],
      [{ PORT: 'many' }, /^PORT 无效：应为 0 至 65535 的整数。\n$/],
      [{ HOST: '203.0.113.7' }, /^本机没有地址 203\.0\.113\.7：.*HOST。\n$/],
      [{ TLS_CERT: pem, TLS_KEY: pem }, /^https 证书或私钥无法使用：.*\n$/],
      [{ TLS_CERT: join(folder, 'none'), TLS_KEY: pem }, /^https 证书或私钥无法使用：.*\n$/],
      [{ DATA_DIR: pem }, /^数据文件夹无法读写.*DATA_DIR.*\n$/],
    ];
    for (const [environment, line] of cases) {
      const server = new ServerProcess(folder, environment);
      expect([environment, await server.ended()]).toEqual([environment, 1]);
      expect(server.complained).toMatch(line);
    }
    await new Promise((resolve) => holder.close(resolve));
  }));

test('a second server on the same data refuses to start, and the first goes on', () =>
  withFolder(async (folder) => {
    const first = new ServerProcess(folder);
    const url = await first.listening();
    const second = new ServerProcess(folder);
    expect(await second.ended()).toBe(1);
    expect(second.complained).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]*\n$/);
    expect((await fetch(`${url}/api/session`)).ok).toBe(true);
    expect(await first.kill('SIGINT')).toBe(0);
    expect(first.said.endsWith('按 Ctrl+C 停止。\n\n评议已停止。\n')).toBe(true);
    expect(second.said).toBe('');
  }));
