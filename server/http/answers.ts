import type { FastifyReply } from 'fastify';
import type { Code } from '../../shared/protocol/codes.ts';
import type { Refusal, Result } from '../../shared/result.ts';

/** The one place where a refusal gets its HTTP status; docs/protocol.md repeats it. */
export const STATUSES: Readonly<Record<Code, number>> = {
  ticket_malformed: 400,
  ticket_unknown: 404,
  ticket_used: 409,
  ticket_voided: 409,
  too_many_tries: 429,
  voting_not_open: 409,
  voting_paused: 409,
  voting_closed: 409,
  wrong_meeting: 409,
  wrong_round: 409,
  marks_missing: 400,
  marks_extra: 400,
  mark_out_of_range: 400,
  blank_refused: 400,
  storage_unavailable: 503,
  meeting_halted: 409,
  meeting_unknown: 404,
  wrong_phase: 409,
  plan_frozen: 409,
  plan_invalid: 422,
  rule_invalid: 422,
  group_without_tickets: 409,
  group_has_tickets: 409,
  tickets_too_many: 422,
  batch_unknown: 404,
  reason_missing: 422,
  confirmation_missing: 422,
  result_not_ready: 409,
  conflict: 409,
  box_mismatch: 409,
  older_data: 409,
  file_unreadable: 422,
  file_too_large: 413,
  import_invalid: 422,
  sign_in_required: 401,
  sign_in_failed: 401,
  sign_in_expired: 401,
  screen_link_revoked: 403,
  origin_refused: 403,
  version_mismatch: 409,
  bad_request: 400,
  payload_too_large: 413,
  not_found: 404,
  metrics_token_required: 401,
  server_stopping: 503,
  internal: 500,
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** The value itself, or the refusal with its status. */
export function sendResult(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  return result.ok ? sendValue(reply, result.value) : sendRefusal(reply, result);
}

export function sendValue(reply: FastifyReply, value: unknown): FastifyReply {
  return reply.type(JSON_TYPE).send(JSON.stringify(value));
}

/** Never kept anywhere: what is refused now may be allowed a moment later. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(STATUSES[refusal.code])
    .header('cache-control', 'no-store')
    .type(JSON_TYPE)
    .send(JSON.stringify(refusal));
}
