import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepConsoleAddress } from '../../server/entrance/console-address.ts';
import { SESSION_LIFETIME_MS } from '../../server/entrance/sessions.ts';
import { SIGN_IN_LINK_LIFETIME_MS } from '../../server/entrance/sign-in-tokens.ts';
import { MOST_SIGN_INS_A_MINUTE } from '../../server/http/session.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { createMeeting } from '../../server/voting/meetings.ts';
import { mintTickets } from '../../server/voting/tickets.ts';
import { noticePlan } from '../notice-plan.ts';
import {
  type HttpServer,
  PASSWORD,
  sessionCookie,
  startHttpServer,
  tokenOf,
} from './http-server.ts';

describe('the organizer’s entrance', () => {
  let server: HttpServer;

  beforeEach(async () => {
    server = await startHttpServer();
  });
  afterEach(() => server.close());

  const signedIn = { signedIn: true, passwordEnabled: true };
  const signedOut = { signedIn: false, passwordEnabled: true };

  test('opens by a one-time link, once', async () => {
    const token = tokenOf(await server.newLink());
    const first = await server.ask('POST', '/api/session', { body: { token } });
    expect([first.status, first.json()]).toEqual([200, signedIn]);
    const second = await server.ask('POST', '/api/session', { body: { token } });
    expect([second.status, second.json()]).toEqual([401, { ok: false, code: 'sign_in_expired' }]);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('opens by a link that npm run sign-in printed while the server ran', async () => {
    server.clock.now = Date.now();
    await keepConsoleAddress(server.folder, 'http://127.0.0.1:3000');
    const link = await printedLink(server.folder);
    expect(new URL(link).origin).toBe('http://127.0.0.1:3000');
    const answer = await server.ask('POST', '/api/session', { body: { token: tokenOf(link) } });
    expect(answer.json()).toEqual(signedIn);
  });

  test('does not open by a link of more than 15 minutes ago', async () => {
    const token = tokenOf(await server.newLink());
    server.clock.now += SIGN_IN_LINK_LIFETIME_MS;
    const answer = await server.ask('POST', '/api/session', { body: { token } });
    expect(answer.json()).toEqual({ ok: false, code: 'sign_in_expired' });
  });

  test('opens by the password, and by no other', async () => {
    const right = await server.ask('POST', '/api/session', { body: { password: PASSWORD } });
    expect([right.status, right.json()]).toEqual([200, signedIn]);
    const wrong = await server.ask('POST', '/api/session', { body: { password: `${PASSWORD}!` } });
    expect([wrong.status, wrong.json()]).toEqual([401, { ok: false, code: 'sign_in_failed' }]);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  test('gives a cookie that no script reads and no other site sends', async () => {
    const answer = await server.ask('POST', '/api/session', { body: { password: PASSWORD } });
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/^pingyi_session=[A-Za-z0-9_-]{43};/);
    const flags = cookie.split('; ').slice(1);
    expect(flags.toSorted()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict']);
  });

  test.each([{ publicUrl: 'https://vote.example.cn' }, { tls: true }])(
    'gives a cookie for https alone with %o',
    async (change) => {
      const secure = await startHttpServer(change);
      const answer = await secure.ask('POST', '/api/session', { body: { password: PASSWORD } });
      expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
      await secure.close();
    },
  );

  test('stays open over a restart, until signing out', async () => {
    const ask = await server.signIn();
    expect((await ask('GET', '/api/session')).json()).toEqual(signedIn);
    const cookie = sessionCookie(
      await server.ask('POST', '/api/session', { body: { password: PASSWORD } }),
    );
    server = await server.restart();
    const headers = { cookie };
    expect((await server.ask('GET', '/api/session', { headers })).json()).toEqual(signedIn);
    expect((await server.ask('GET', '/api/meetings', { headers })).status).toBe(200);

    const out = await server.ask('DELETE', '/api/session', { headers });
    expect(out.json()).toEqual(signedOut);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^pingyi_session=;.*Expires=Thu, 01 Jan 1970/);
    expect((await server.ask('GET', '/api/session', { headers })).json()).toEqual(signedOut);
    expect((await server.ask('GET', '/api/meetings', { headers })).status).toBe(401);
  });

  test('closes by itself after 30 days', async () => {
    const ask = await server.signIn();
    server.clock.now += SESSION_LIFETIME_MS - 1;
    expect((await ask('GET', '/api/meetings')).status).toBe(200);
    server.clock.now += 1;
    expect((await ask('GET', '/api/meetings')).status).toBe(401);
  });

  test('says too_many_tries to whoever guesses, and to nobody elsewhere', async () => {
    const guess = () => server.ask('POST', '/api/session', { body: { password: 'guess' } });
    for (let tries = 0; tries < MOST_SIGN_INS_A_MINUTE; tries++)
      expect((await guess()).status).toBe(401);
    const answer = await guess();
    expect([answer.status, answer.json()]).toEqual([429, { ok: false, code: 'too_many_tries' }]);
    expect((await server.ask('GET', '/api/session')).status).toBe(200);
    expect((await server.ask('GET', '/')).status).toBe(200);
  });

  test.each([
    ['nothing', undefined],
    ['neither token nor password', {}],
    ['both', { token: 'x', password: 'x' }],
    ['a number', { password: 1 }],
    ['a list', []],
  ])('refuses a body of %s', async (_, body) => {
    const answer = await server.ask('POST', '/api/session', { body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ ok: false, code: 'bad_request' });
  });

  test('is not opened by a ticket, by a link for screens or by a made-up cookie', async () => {
    const meeting = await createMeeting(server.parts, noticePlan());
    if (!meeting.ok) throw new Error(meeting.code);
    const { id } = meeting.value.meeting;
    const minted = await mintTickets(server.parts, id, [1, 1]);
    const link = await addScreenLink(server.parts, id, 'host');
    if (!minted.ok || !link.ok) throw new Error('no ticket or link');
    const secrets = [minted.value.tickets[0]?.secret ?? '', link.value.token, 'x'.repeat(43), ''];
    for (const secret of secrets) {
      const answers = [
        await server.ask('GET', `/api/meetings/${id}`, {
          headers: { cookie: `pingyi_session=${secret}` },
        }),
        await server.ask('GET', `/api/meetings/${id}`, {
          headers: { authorization: `Bearer ${secret}` },
        }),
        await server.ask('POST', '/api/session', { body: { token: secret } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    }
  });

  test('writes no secret into the log or beside the store', async () => {
    const link = await server.newLink();
    const used = await server.ask('POST', '/api/session', { body: { token: tokenOf(link) } });
    const cookie = sessionCookie(used);
    await server.ask('POST', '/api/session', { body: { password: `${PASSWORD}!` } });
    await server.ask('POST', '/api/session', { body: `{"password":"${PASSWORD}` });
    await server.ask('GET', `/api/meetings?secret=${tokenOf(link)}`, { headers: { cookie } });
    await server.ask('GET', `/${tokenOf(link)}`, { headers: { referer: link } });
    const log = server.log();
    expect(log).toContain('organizer signed in');
    expect(log).toContain('sign-in refused');
    for (const secret of [tokenOf(link), cookie.split('=')[1] ?? '', PASSWORD])
      expect(log).not.toContain(secret);
    expect(log).not.toContain('remoteAddress');
    expect(log.replaceAll(/Server listening at[^"]*/g, '')).not.toContain('127.0.0.1');
  });
});

async function printedLink(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['server/sign-in.ts'], {
    env: { ...process.env, DATA_DIR: folder },
  });
  return stdout.split('\n').find((line) => line.startsWith('http')) ?? '';
}
