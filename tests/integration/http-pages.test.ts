import { createHash } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpServer, startHttpServer, VOTER_SCRIPT, VOTER_STYLE } from './http-server.ts';

/** As a policy names it. */
function sha256(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

describe('the pages', () => {
  let server: HttpServer;

  beforeAll(async () => {
    server = await startHttpServer();
  });
  afterAll(() => server.close());

  test.each([
    ['/', 'voter'],
    ['/screen/', 'screen'],
    ['/organizer/', 'organizer'],
  ])('%s is the %s client, never kept, its assets kept for ever', async (path, client) => {
    const page = await server.ask('GET', path);
    expect(page.status).toBe(200);
    expect(page.bytes.toString()).toContain(`<title>${client}</title>`);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-store');
    const asset = await server.ask('GET', `${path}assets/main-1a2b3c.js`);
    expect(asset.bytes.toString()).toBe(`'${client}'`);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('are sent compressed to whoever takes it', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const asset = await server.ask('GET', '/assets/main-1a2b3c.js', { headers });
    expect([asset.headers['content-encoding'], asset.bytes.toString()]).toEqual([
      'br',
      'compressed',
    ]);
    expect(asset.headers['content-type']).toMatch(/javascript/);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each(['/screen', '/organizer'])('%s leads to its page', async (path) => {
    const answer = await server.ask('GET', path);
    expect([answer.status, answer.headers.location]).toEqual([308, `${path}/`]);
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/screen/../../secret.txt',
    '/screen/..%2f..%2fsecret.txt',
    '/organizer/assets/..%2f..%2f..%2fsecret.txt',
    '//secret.txt',
    '/%00',
    '/index.html%00.js',
    '/assets/',
    '/assets',
    '/assets/none.js',
  ])('%s leads nowhere', async (path) => {
    const answer = await server.ask('GET', path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.bytes.toString()).not.toContain('nobody may read this');
    expect(answer.json()).toMatchObject({ ok: false });
  });

  test('answer a browser that is lost with words, a program with a code', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const page = await server.ask('GET', '/vote', { headers });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.bytes.toString()).toContain('<h1>没有这个页面</h1>');
    expect(page.headers['cache-control']).toBe('no-store');
    const { status, json } = await server.ask('GET', '/vote');
    expect([status, json()]).toEqual([404, { ok: false, code: 'not_found' }]);
    const api = await server.ask('GET', '/api/vote', { headers });
    expect(api.json()).toMatchObject({ ok: false });
    const sent = await server.ask('POST', '/vote', { headers, body: {} });
    expect(sent.json()).toEqual({ ok: false, code: 'not_found' });
  });

  test('run nothing but what this server sends, in nobody’s frame', async () => {
    const host = new URL(server.origin).host;
    for (const path of [
      '/screen/',
      '/organizer/',
      '/api/meetings',
      '/none',
      '/?from=chat',
      '//',
      '/',
    ]) {
      const isOther = /^\/(screen|organizer)\//.test(path);
      const { headers } = await server.ask('GET', path);
      const policy = headers['content-security-policy'];
      expect(String(policy).split(';').toSorted()).toEqual([
        "base-uri 'none'",
        `connect-src 'self' ws://${host} wss://${host}`,
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        `script-src ${isOther ? "'self'" : sha256(VOTER_SCRIPT)}`,
        `style-src ${isOther ? "'self'" : sha256(VOTER_STYLE)}`,
      ]);
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  test('are allowed what was written into them anew while the server ran', async () => {
    const page = join(server.folder, 'dist', 'voter', 'index.html');
    const before = await readFile(page, 'utf8');
    await writeFile(page, '<script>anew()</script>');
    await utimes(page, 1, 1);
    const { headers } = await server.ask('GET', '/');
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toContain(`script-src ${sha256('anew()')}`);
    expect(policy).toContain("style-src 'self'");
    await writeFile(page, before);
  });

  test('let no Host header into the policy that is no host', async () => {
    const headers = { host: "x; script-src 'unsafe-inline'" };
    const answer = await server.ask('GET', '/', { headers });
    expect(answer.status).toBe(200);
    expect(String(answer.headers['content-security-policy'])).not.toContain('unsafe-inline');
  });

  test('ask browsers to stay with https where the server speaks it', async () => {
    const secure = await startHttpServer({ tls: true });
    const { headers } = await secure.ask('GET', '/');
    expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);
    await secure.close();
  });
});
