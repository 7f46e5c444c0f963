import { setTimeout } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { MOST_SIGN_INS_A_MINUTE } from '../../server/http/session.ts';
import { VOTER_NAMESPACE } from '../../shared/protocol/voter.ts';
import { CaddyDeployment } from './caddy-deployment.ts';
import { bothProcesses, knock, metBy, placeOf, refused } from './caddy-visitors.ts';

/** A test that fails to see a change by then has found a hang. */
const LONGEST_CHANGE_MS = 30_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LONGEST_CHANGE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it never came to pass');
    await setTimeout(100);
  }
}

test('a page stays with the process it began with, and the cookie for it tells nobody apart', () =>
  CaddyDeployment.use(async (deployment) => {
    const met = await bothProcesses(deployment);
    for (const process of met)
      for (let asked = 0; asked < 10; asked++) {
        // Told to stay where it is, or told nothing new.
        const answer = await deployment.ask({ process });
        expect([answer.status, answer.process ?? process]).toEqual([200, process]);
      }
    const { attributes } = await deployment.ask();
    expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
    // As many values as processes, however many ask, and without an end in time.
    expect((await metBy(deployment, 40)).toSorted()).toEqual(met.toSorted());
  }));

test('phones come through by websockets, and by polling as far as they keep the cookie', () =>
  CaddyDeployment.use(async (deployment) => {
    await bothProcesses(deployment);
    const { url } = deployment;
    for (let phones = 0; phones < 8; phones++) {
      expect(await knock(url, { transports: ['websocket'] })).toBe('ticket_unknown');
      expect(await knock(url, { transports: ['polling'], withCredentials: true })).toBe(
        'ticket_unknown',
      );
    }
    const forgetful: string[] = [];
    for (let phones = 0; phones < 8; phones++)
      forgetful.push(await knock(url, { transports: ['polling'] }));
    expect(forgetful).toContain('broken');
  }));

test('a process that died or hangs is left within seconds, and taken back when it answers', () =>
  CaddyDeployment.use(async (deployment) => {
    const [one, other] = await bothProcesses(deployment);
    const place = await placeOf(deployment, one);
    await deployment.kill(place, 'SIGKILL');
    // Whoever was there is answered by the other one at once, and told to stay with it.
    expect(await deployment.ask({ process: one })).toMatchObject({ status: 200, process: other });
    expect(await metBy(deployment, 20)).toEqual([other]);

    await deployment.start(place);
    await until(async () => (await deployment.ask()).process === one);

    deployment.stall(place);
    await until(async () => {
      const answer = await Promise.race([deployment.ask({ process: one }), setTimeout(1000)]);
      return answer?.process === other;
    });
    expect(await metBy(deployment, 20)).toEqual([other]);
    deployment.resume(place);
    await until(async () => (await deployment.ask()).process === one);
  }));

test('the server is told the address that a voter comes from, whatever the voter claims', () =>
  CaddyDeployment.use(async (deployment) => {
    const [process] = await bothProcesses(deployment);
    const guess = async (from: string, claimed: string) => {
      const answer = await deployment.ask({
        process,
        from,
        method: 'POST',
        headers: { 'x-forwarded-for': claimed },
        body: { password: 'guess' },
      });
      return answer.status;
    };
    for (let tries = 0; tries < MOST_SIGN_INS_A_MINUTE; tries++)
      expect(await guess('127.0.0.77', `198.51.100.${tries}`)).toBe(401);
    expect(await guess('127.0.0.77', '203.0.113.5')).toBe(429);
    expect(await guess('127.0.0.78', '203.0.113.5')).toBe(401);
  }));

test('[SECRET-1] Caddy logs neither who asked nor what nor when, not even where it failed', () =>
  CaddyDeployment.use(async (deployment) => {
    const [process] = await bothProcesses(deployment);
    const from = '127.0.0.77';
    const phone = io(deployment.url + VOTER_NAMESPACE, {
      transports: ['websocket'],
      localAddress: from,
      extraHeaders: { cookie: `pingyi_process=${process}` },
    } as Parameters<typeof io>[1]);
    await refused(phone);
    for (const place of deployment.places) await deployment.kill(place, 'SIGKILL');
    const { status } = await deployment.ask({ from, path: '/seen-by-nobody' });
    expect([502, 503]).toContain(status);
    phone.disconnect();
    await deployment.caddy.stop();
    expect(deployment.caddy.said).toContain('serving initial configuration');
    for (const trace of [from, 'seen-by-nobody', 'socket.io', process])
      expect(deployment.caddy.said).not.toContain(trace);
  }));

test('what is for monitoring stays inside; pages and their headers come out as they went in', () =>
  CaddyDeployment.use(async (deployment) => {
    for (const path of ['/metrics', '/readyz', '/healthz', '/%6detrics', '/metrics?a']) {
      const { status, headers } = await deployment.ask({ path });
      // Without the headers that a process of Pingyi gives: none was asked.
      expect([path, status, headers['referrer-policy']]).toEqual([path, 404, undefined]);
    }
    const headers = { host: new URL(deployment.url).host };
    const inside = await deployment.askDirectly(0, { headers });
    const outside = await deployment.ask({ headers });
    const own = new Set(['date', 'set-cookie', 'connection', 'keep-alive']);
    const kept = (of: typeof inside) =>
      Object.entries(of.headers).filter(([name]) => !own.has(name) && name !== 'via');
    expect(Object.fromEntries(kept(outside))).toEqual(Object.fromEntries(kept(inside)));
    expect(outside.headers['content-security-policy']).toContain("default-src 'none'");
  }));

test('over https the cookie is for https alone, and browsers are told to stay with https', () =>
  CaddyDeployment.use(
    async (deployment) => {
      const { headers, attributes, process } = await deployment.ask();
      expect(process).not.toBeNull();
      expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
      const options = { transports: ['websocket'], rejectUnauthorized: false };
      expect(await knock(deployment.url, options)).toBe('ticket_unknown');
    },
    { scheme: 'https' },
  ));
