import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../../shared/result.ts';
import { sendRefusal } from './answers.ts';
import { NOT_FOUND_PAGE } from './not-found-page.ts';

/** Of an outcome that is unknown, too, no more can be said than: look again, and ask again. */
const OUTAGES = new Set(['StorageUnavailable', 'OutcomeUnknown']);

/**
 * Turns whatever was thrown into a refusal. A client's mistake is named and not logged, as its
 * message may quote the body; anything else is a bug or a broken machine: the cause goes to the
 * log, and the client learns no more than `internal`.
 */
export function answerFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.code === 'internal' || refusal.code === 'storage_unavailable')
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  return sendRefusal(reply, refusal);
}

/** People get words, programs a code. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!wantsPage(request)) return sendRefusal(reply, refuse('not_found'));
  return reply
    .code(404)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(NOT_FOUND_PAGE);
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const reads = method === 'GET' || method === 'HEAD';
  return reads && !url.startsWith('/api/') && headers.accept?.includes('text/html') === true;
}

function refusalOf(error: FastifyError): Refusal {
  if (error.validation !== undefined) return shapeRefusal(error.validation[0]?.instancePath ?? '');
  // Known by name, as HTTP knows no store.
  if (OUTAGES.has(error.name)) return refuse('storage_unavailable');
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') return refuse('file_too_large');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('payload_too_large');
  const status = error.statusCode ?? 500;
  if (status === 429) return refuse('too_many_tries');
  if (status === 404) return refuse('not_found');
  return status >= 400 && status < 500 ? refuse('bad_request') : refuse('internal');
}

/** `/plan/rule/groups/0/label` is named `plan.rule.groups.0.label`. */
function shapeRefusal(path: string): Refusal {
  const field = path.split('/').filter(Boolean).join('.');
  if (field === 'confirmed') return refuse('confirmation_missing', field);
  return refuse('bad_request', field === '' ? undefined : field);
}
