import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { VOTER_NAMESPACE } from '../../shared/protocol/voter.ts';
import { type CaddyDeployment, PASSWORD } from './caddy-deployment.ts';

/** The processes that somebody without a cookie is sent to, each time that one asks. */
export async function metBy(
  deployment: CaddyDeployment,
  asking: number,
): Promise<readonly string[]> {
  const met = new Set<string>();
  for (let asked = 0; asked < asking; asked++) {
    const { status, process } = await deployment.ask();
    expect(status).toBe(200);
    if (process !== null) met.add(process);
  }
  return [...met];
}

/** Both, once Caddy has found them well. */
export async function bothProcesses(
  deployment: CaddyDeployment,
): Promise<readonly [string, string]> {
  for (;;) {
    const [one, other] = await metBy(deployment, 20);
    if (one !== undefined && other !== undefined) return [one, other];
  }
}

export function refused(phone: Socket): Promise<Error & { data?: { code: string } }> {
  return new Promise((resolve) => phone.once('connect_error', resolve));
}

/** What a phone with a code that no ticket has is told; an error of the line where it breaks. */
export async function knock(url: string, options: Parameters<typeof io>[1]): Promise<string> {
  const auth = { protocol: PROTOCOL_VERSION, ticket: '0000000000000000' };
  const phone = io(url + VOTER_NAMESPACE, { auth, forceNew: true, ...options });
  const error = await refused(phone);
  phone.disconnect();
  return error.data?.code ?? 'broken';
}

/** Which process a cookie leads to: the one that knows the session that was opened there. */
export async function placeOf(deployment: CaddyDeployment, process: string): Promise<number> {
  const answer = await deployment.ask({
    process,
    method: 'POST',
    body: { password: PASSWORD },
  });
  const cookies = [answer.headers['set-cookie'] ?? []].flat();
  const cookie = cookies.find((text) => text.startsWith('pingyi_session='))?.split(';')[0] ?? '';
  for (const place of deployment.places) {
    const listed = await deployment.askDirectly(place, {
      path: '/api/meetings',
      headers: { cookie },
    });
    if (listed.status === 200) return place;
  }
  throw new Error('no process knows the session');
}
