import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../shared/result.ts';
import { originAllowed } from '../entrance/origin.ts';
import { isSignedIn } from '../entrance/sessions.ts';
import { sendRefusal } from './answers.ts';
import type { HttpOptions } from './options.ts';
import { PROBE_PATHS } from './probes.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

type Gate = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** Nobody's page but our own may write, cookie or no cookie. */
export function refuseForeignPages({ publicUrl }: HttpOptions): Gate {
  return async ({ method, headers }, reply) =>
    READING.has(method) || originAllowed(headers.origin, headers.host, publicUrl)
      ? undefined
      : sendRefusal(reply, refuse('origin_refused'));
}

/** Whoever comes too late is told so, except those who ask whether the server stops. */
export function refuseWhileStopping({ watch }: HttpOptions): Gate {
  return async ({ routeOptions }, reply) =>
    watch.isStopping() && !PROBE_PATHS.has(routeOptions.url ?? '')
      ? sendRefusal(reply, refuse('server_stopping'))
      : undefined;
}

/** Takes the cookie away once it was looked at: whatever comes after may log the headers. */
export function requireSession({ parts }: HttpOptions): Gate {
  return async ({ headers }, reply) => {
    const signedIn = await isSignedIn(parts, headers.cookie);
    delete headers.cookie;
    return signedIn ? undefined : sendRefusal(reply, refuse('sign_in_required'));
  };
}
