import type { FastifyReply, FastifyRequest } from 'fastify';
import { SEEN_REVISION_HEADER } from '../../shared/protocol/http.ts';
import {
  meetingParamsSchema,
  seenRevisionHeaderSchema,
} from '../../shared/protocol/schemas/http.ts';
import { refuse } from '../../shared/result.ts';
import { originAllowed } from '../entrance/origin.ts';
import { isSignedIn } from '../entrance/sessions.ts';
import { refuseOlderData } from '../voting/older-data.ts';
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

/** [PHASE-7] Nothing is written to a meeting whose data are older than what a console has seen. */
export function refuseWritesToOlderData({ parts }: HttpOptions): Gate {
  return async (request, reply) => {
    const { method, params, headers } = request;
    const about = meetingParamsSchema.safeParse(params);
    if (READING.has(method) || !about.success || acceptsOlderData(request)) return undefined;
    const seen = seenRevisionHeaderSchema.parse(headers[SEEN_REVISION_HEADER]);
    const refusal = await refuseOlderData(parts, about.data.meeting, seen);
    return refusal === null ? undefined : sendRefusal(reply, refusal);
  };
}

/** Bodies of DELETE are read by nobody else: whatever they say, nothing is accepted there. */
function acceptsOlderData({ method, body }: FastifyRequest): boolean {
  if (method !== 'POST' || typeof body !== 'object' || body === null || !('command' in body))
    return false;
  return body.command === 'acceptOlderData';
}
