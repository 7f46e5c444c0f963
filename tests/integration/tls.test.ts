import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { VOTER_NAMESPACE } from '../../shared/protocol/voter.ts';
import { ServerProcess } from '../server-process.ts';

const FOLDER = join(import.meta.dirname, '..', 'certificate');
const CERTIFICATE = join(FOLDER, 'certificate.pem');
/** Nobody else's: the certificate trusts itself. */
const ca = readFileSync(CERTIFICATE);

function signIn(url: string, token: string): Promise<NodeJS.Dict<string | string[]>> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', origin: url };
    const asked = request(`${url}/api/session`, { ca, method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve({ ...answer.headers, status: String(answer.statusCode) });
    });
    asked.on('error', reject);
    asked.end(JSON.stringify({ token }));
  });
}

test('with a certificate the server speaks https alone, and its cookie stays within it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-tls-'));
  const server = new ServerProcess(folder, {
    TLS_CERT: CERTIFICATE,
    TLS_KEY: join(FOLDER, 'key.pem'),
  });
  try {
    const url = await server.listening();
    expect(url).toMatch(/^https:/);
    const answer = await signIn(url, /#sign-in=(\S+)/.exec(server.said)?.[1] ?? '');
    expect(answer.status).toBe('200');
    expect(String(answer['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Strict/);
    expect(answer['strict-transport-security']).toBe('max-age=31536000');
    const auth = { protocol: PROTOCOL_VERSION, ticket: '0000000000000000' };
    const phone = io(url + VOTER_NAMESPACE, { auth, ca: ca.toString(), transports: ['websocket'] });
    const refused = await new Promise((resolve) => phone.once('connect_error', resolve));
    expect(refused).toMatchObject({ data: { code: 'ticket_unknown' } });
    phone.disconnect();
  } finally {
    await server.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
});
