import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SessionAnswer, SignInRequest } from '../../shared/protocol/http.ts';
import { signInSchema } from '../../shared/protocol/schemas/http.ts';
import { type Refusal, refuse } from '../../shared/result.ts';
import { type PasswordCheck, passwordCheck } from '../entrance/passwords.ts';
import {
  closeSession,
  isSignedIn,
  openSession,
  SESSION_COOKIE,
  SESSION_LIFETIME_MS,
} from '../entrance/sessions.ts';
import { claimSignInToken } from '../entrance/sign-in-tokens.ts';
import { sendRefusal, sendValue } from './answers.ts';
import { type HttpOptions, overHttps } from './options.ts';

export const MOST_SIGN_INS_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** The way in and out; the only routes of the interface that ask for no session. */
export async function sessionRoutes(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const { parts, organizerPassword, clientAddress } = options;
  const checkPassword = await passwordCheck(organizerPassword);
  const passwordEnabled = organizerPassword !== null;
  const cookie = {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: overHttps(options),
  } as const;
  await app.register(fastifyCookie);
  // Signing in is all that is limited: a whole hall votes from behind one address.
  await app.register(fastifyRateLimit, { global: false });
  const keyGenerator = ({ socket, headers }: FastifyRequest) =>
    clientAddress(socket.remoteAddress, headers['x-forwarded-for']);
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get('/session', { schema: { tags: ['session'] } }, async (request, reply) => {
    const signedIn = await isSignedIn(parts, request.headers.cookie);
    return sendValue(reply, { signedIn, passwordEnabled } satisfies SessionAnswer);
  });

  routes.post(
    '/session',
    {
      schema: { tags: ['session'], body: signInSchema },
      config: { rateLimit: { max: MOST_SIGN_INS_A_MINUTE, timeWindow: MINUTE_MS, keyGenerator } },
    },
    async (request, reply) => {
      const refusal = await refuseSignIn(request.body, options, checkPassword);
      request.log.info(refusal === null ? 'organizer signed in' : 'sign-in refused');
      if (refusal !== null) return sendRefusal(reply, refusal);
      reply.setCookie(SESSION_COOKIE, await openSession(parts), {
        ...cookie,
        maxAge: SESSION_LIFETIME_MS / 1000,
      });
      return sendValue(reply, { signedIn: true, passwordEnabled } satisfies SessionAnswer);
    },
  );

  routes.delete('/session', { schema: { tags: ['session'] } }, async (request, reply) => {
    await closeSession(parts, request.headers.cookie);
    reply.clearCookie(SESSION_COOKIE, cookie);
    return sendValue(reply, { signedIn: false, passwordEnabled } satisfies SessionAnswer);
  });
}

async function refuseSignIn(
  request: SignInRequest,
  { parts, signInTokens }: HttpOptions,
  checkPassword: PasswordCheck,
): Promise<Refusal | null> {
  if ('token' in request) {
    const claimed = await claimSignInToken({ ...parts, signInTokens }, request.token);
    return claimed ? null : refuse('sign_in_expired');
  }
  const right = await checkPassword(request.password);
  if (right === 'busy') return refuse('too_many_tries');
  return right ? null : refuse('sign_in_failed');
}
