import { expect, test } from 'vitest';
import { MOST_SIGN_INS_A_MINUTE } from '../../server/http/session.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

/** As `UnknownTicketLimit` lets one address. */
const MOST_UNKNOWN_TICKETS = 60;

type Try = (server: ServerUnderTest, forwardedFor: string) => Promise<boolean>;

/** One guess of a password; true when there were too many. */
const guessPassword: Try = async ({ url }, forwardedFor) => {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ password: 'guess' }),
  });
  return answer.status === 429;
};

/** One guess of a ticket's code. */
const guessTicket: Try = async ({ url }, forwardedFor) => {
  const auth = { protocol: PROTOCOL_VERSION, ticket: '0000000000000000' };
  const phone = new Phone(url, auth, { 'x-forwarded-for': forwardedFor });
  const { code } = await phone.refusal();
  phone.leave();
  return code === 'too_many_tries';
};

const DOORS = [
  ['signing in', guessPassword, MOST_SIGN_INS_A_MINUTE],
  ['entering by a ticket', guessTicket, MOST_UNKNOWN_TICKETS],
] as const;

/** The clock stands still, so that no try comes back. */
function guessing(
  environment: Readonly<Record<string, string>>,
  use: (server: ServerUnderTest) => Promise<void>,
): Promise<void> {
  return withApp(use, { environment, now: () => 1_600_000_000_000 });
}

test.each(DOORS)('%s: a forged X-Forwarded-For gains no tries', (_door, guess, most) =>
  guessing({}, async (server) => {
    for (let tries = 0; tries < most; tries++)
      expect(await guess(server, `198.51.100.${tries}`)).toBe(false);
    expect(await guess(server, '203.0.113.5')).toBe(true);
  }),
);

test.each(DOORS)(
  '%s: behind a trusted proxy each address has its own tries, whatever it claims to be',
  (_door, guess, most) =>
    guessing({ TRUST_PROXY: '10.1.0.0/16, loopback' }, async (server) => {
      for (let tries = 0; tries < most; tries++)
        expect(await guess(server, `198.51.100.${tries}, 203.0.113.5`)).toBe(false);
      expect(await guess(server, '203.0.113.5')).toBe(true);
      expect(await guess(server, '203.0.113.6')).toBe(false);
    }),
);
